import Accounts
import House
import Identity
import Localization
import Markup
import Trust
import Web

/// The register of processing as the officer reads and prints it.
struct ProcessingRegisterPage: Page {
    let hub: String, helper: String
    let register: ProcessingRegister
    let triggers: [RetentionEvent: Message]

    static let samples: [ProcessingRegisterPage] = {
        let fields = LawfulBasis.allCases.map { basis in
            FieldEntry(
                table: "needs", column: "words", kind: .identity, purposes: Set(Purpose.allCases), basis: basis, retention: RetentionPeriod(days: 730, after: .workEnded),
                sensitivity: Sensitivity.allCases[basis.rawValue.count % 3], owner: .officer)
        }
        let feature = Feature(name: "People", migrations: [], personalData: fields, doors: { _ in [] })
        return [ProcessingRegisterPage(hub: "Port Selby", helper: "Rosa", register: ProcessingRegister([feature]), triggers: [.workEnded: Message("the last work together ended")])]
    }()

    var title: Message { Message("Register of processing") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("What \(hub, "hub") keeps about people, why, for how long, and who may open it. It is made from the program itself: nothing can be stored that does not stand here."))</p>
        <p><a class="button" href="/processing/file" download>\(Picture("download")) \(say("Download as a table"))</a></p>
        <p>\(say("About whom: newcomers and their households, volunteers and people who know them, staff."))
        \(say("What tells who someone is, and people's own words, are sealed under a key for each person, and each time they are opened is recorded."))
        \(say("Letters leave by the mail server that the hub names; they hold nothing of any case. Nothing is sent to other countries by the program itself."))</p>
        \(helper.isEmpty ? "" : "<p>\(say("Questions: \(helper, "name")."))</p>")
        <ul class="cards">\(register.entries.map { card($0, say) })</ul>
        """
    }

    private func card(_ entry: ProcessingRegister.Entry, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2><bdi dir="ltr">\(entry.area) · \(entry.table)</bdi></h2>
        <dl class="facts">
        \(fact("document", Message("What"), "<bdi>\(say.list(entry.kinds.sorted { $0.rawValue < $1.rawValue }.map { say.plain($0.message) }))</bdi><br><small><bdi dir=\"ltr\">\(entry.columns.joined(separator: ", "))</bdi></small>", say))
        \(fact("info", Message("Why"), "<bdi>\(say.list(entry.purposes.sorted { $0.rawValue < $1.rawValue }.map { say.plain($0.message) }))</bdi>", say))
        \(fact("law", Message("Legal basis"), say(entry.basis.article), say))
        \(fact("lock", Message("How sensitive"), say(entry.sensitivity.message), say))
        \(fact("clock", Message("Kept"), kept(entry, say), say))
        \(fact("person", Message("Who answers for it"), "<bdi>\(say.plain(entry.owner.message))</bdi>", say))
        \(fact("eye", Message("Who may open it"), "<bdi>\(say.list(openers(entry, say)))</bdi>", say))
        </dl></article></li>
        """
    }

    private func fact(_ picture: String, _ name: Message, _ value: HTML, _ say: Speech) -> HTML {
        "<div><dt>\(Picture(picture)) \(say(name))</dt><dd>\(value)</dd></div>"
    }

    private func kept(_ entry: ProcessingRegister.Entry, _ say: Speech) -> HTML {
        let event = triggers[entry.event].map { say.plain($0) } ?? ""
        return "\(say(entry.days, one: "One day after \(event, "event").", other: "\(entry.days, "count") days after \(event, "event").")) \(entry.action.map { say($0.meaning) })"
    }

    private func openers(_ entry: ProcessingRegister.Entry, _ say: Speech) -> [String] {
        (entry.purposes.contains(.ownFile) ? [say.plain("the person themselves")] : [])
            + entry.openers.sorted { $0.rawValue < $1.rawValue }.map { say.plain($0.message) }
            + (entry.isToldBetween ? [say.plain("the other side of a match, once both agreed")] : [])
            + (entry.openers.isEmpty && !entry.purposes.contains(.ownFile) ? [say.plain("the program itself")] : [])
    }
}

extension LawfulBasis {
    /// With the letter of Article 6(1).
    var article: Message {
        switch self {
        case .consent: Message("consent (a)")
        case .contract: Message("an agreement with the person (b)")
        case .legalObligation: Message("a duty by law (c)")
        case .vitalInterest: Message("to protect a life (d)")
        case .publicTask: Message("a public task (e)")
        case .legitimateInterest: Message("a legitimate interest (f)")
        }
    }
}

extension Sensitivity {
    var message: Message {
        switch self {
        case .ordinary: Message("ordinary")
        case .sensitive: Message("sensitive: it could harm the person in wrong hands")
        case .special: Message("special: it may tell of health, origin or belief (Article 9)")
        }
    }
}
