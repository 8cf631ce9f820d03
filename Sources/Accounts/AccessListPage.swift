import Foundation
import Identity
import Localization
import Markup
import Trust
import Web

/// Every read of personal data, newest first: the worker by name, the person by a pseudonym.
///
/// Of reads because of a concern it tells how many there were: whose they were, and when, would tell who raised one.
struct AccessListPage: Page {
    static let perPage = 100
    /// Over how long reads because of a concern are counted.
    static let countedSeconds = 30 * 86_400.0
    let number: Int
    let records: [AccessRecord]
    let names: [String: String]
    let ofConcerns: Int
    let zone: TimeZone

    static let samples = [
        AccessListPage(number: 1, records: [], names: [:], ofConcerns: 0, zone: .gmt),
        AccessListPage(
            number: 2, records: [AccessRecord(at: .distantPast, actor: "a1", person: "3f9c1b02aa", organization: ID(high: 1, low: 1),
                                   purpose: .casework, kinds: [.identity, .contact])],
            names: ["a1": "Amal Haddad"], ofConcerns: 3, zone: .gmt),
    ]

    var title: Message { Message("Who opened what") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Each line is one time someone opened personal data. The person is shown by a code, so that this list tells nothing about them."))</p>
        <p>\(say("What is opened because of a concern is recorded as well, and not listed here: a line could tell who raised one. Each person reads in their own file who opened theirs."))
        \(say(ofConcerns, one: "In the last 30 days there was one such record.", other: "In the last 30 days there were \(ofConcerns, "count") such records."))</p>
        \(records.isEmpty && number == 1 ? "<p class=\"empty\">\(say("Nobody has opened anything yet."))</p>" : table(say))
        \(Pager(number, hasOlder: records.count == Self.perPage) { Route("/access-list").query("page", String($0)) }.html(say))
        """
    }

    private func table(_ say: Speech) -> HTML {
        """
        <table class="stack"><thead><tr><th scope="col">\(say("When"))</th><th scope="col">\(say("Who"))</th>
        <th scope="col">\(say("Whose"))</th><th scope="col">\(say("What"))</th><th scope="col">\(say("Why"))</th></tr></thead>
        <tbody>\(records.map { row($0, say) })</tbody></table>
        """
    }

    private func row(_ record: AccessRecord, _ say: Speech) -> HTML {
        """
        <tr><td \(.data("label", say.plain("When")))><bdi>\(say.instant(record.at, in: zone))</bdi></td>
        <td \(.data("label", say.plain("Who")))><bdi>\(names[record.actor] ?? String(record.actor.prefix(8)))</bdi></td>
        <td \(.data("label", say.plain("Whose")))><bdi>\(String(record.person.prefix(8)))</bdi></td>
        <td \(.data("label", say.plain("What")))><bdi>\(say.list(record.kinds.map { say.plain($0.message) }))</bdi></td>
        <td \(.data("label", say.plain("Why")))>\(say(record.purpose.message))</td></tr>
        """
    }
}

extension FieldClass {
    package var message: Message {
        switch self {
        case .identity: Message("names")
        case .birth: Message("birth dates")
        case .majority: Message("whether they are under 18")
        case .contact: Message("ways to reach them")
        case .circumstances: Message("household, languages and needs")
        case .notes: Message("notes")
        case .supervision: Message("how people get on with each other")
        case .emergency: Message("why a record was opened in an emergency")
        case .concern: Message("concerns")
        case .protection: Message("sealed notes")
        case .account: Message("name and address to sign in")
        case .proof: Message("their second step to sign in")
        case .request: Message("what they asked about their data")
        }
    }
}

extension Purpose {
    package var message: Message {
        switch self {
        case .ownFile: Message("their own file")
        case .casework: Message("case work")
        case .volunteering: Message("work with volunteers")
        case .matching: Message("matching")
        case .safeguarding: Message("safeguarding")
        case .protection: Message("protection")
        case .messaging: Message("sending a letter")
        case .administration: Message("administration")
        case .dataProtection: Message("data protection")
        }
    }
}
