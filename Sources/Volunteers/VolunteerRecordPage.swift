import Foundation
import House
import Identity
import Localization
import Markup
import People
import Web

/// One volunteer, for the coordinator: where it stands, what each role still needs, and what to do next.
struct VolunteerRecordPage: Page {
    let token: FormToken
    let record: VolunteerRecord
    let catalog: RoleCatalog
    var zone = TimeZone.gmt
    /// What other areas show here.
    var parts: [any Part] = []

    static var samples: [VolunteerRecordPage] {
        let catalog = RoleCatalog(sample: [.sample])
        var details = ApplicationDetails(), reply = RefereeReply()
        (details.place, details.travel, details.extra) = ("North side", ["bus"], ["T-shirt": "L"])
        (reply.known, reply.family, reply.children, reply.more) = ("Ten years, a neighbor", .yes, .unsure, "Kind.")
        let no = Credential(id: "a", kind: .interview, outcome: .notMet, issuedOn: .sample, recordedAt: .distantPast)
        let yes = Credential(id: "b", kind: .check("enhanced"), outcome: .met, issuedOn: .sample, expiresOn: .sample, recordedAt: .distantPast)
        func record(_ status: Application.Status, _ clearance: Clearance) -> VolunteerRecord {
            VolunteerRecord(
                person: ID(high: 1, low: 2), name: "Tom Whitfield", contacts: [.init(id: "a", value: "tom@port-selby.example", isTyped: true), .init(id: "b", value: "at the desk", isTyped: false)],
                languages: [SpokenLanguage(code: "arb", level: .basic, reads: .no)].compactMap { $0 },
                slots: [DayPart.evening.slot(on: 2), WeeklySlot(weekday: 3, from: 600, to: 690)].compactMap { $0 },
                absences: [Absence(from: .sample, to: Day.sample.adding(days: 3))].compactMap { $0 }, gender: .man, birth: Birth("1980"),
                details: details, status: status, standing: .of(status, reason: .moved, clearances: [clearance], unanswered: 1),
                roles: [(.sample, clearance)],
                referees: [.init(id: "r", name: "Ruth Osei", contact: "ruth@port-selby.example", isAsked: true, reply: nil),
                           .init(id: "s", name: "Sam Lee", contact: "+44 1632 960111", isAsked: false, reply: reply)],
                credentials: [.init(credential: no, reason: "Wants to wait.", isMine: true), .init(credential: yes, reason: nil, isMine: false)], day: .sample)
        }
        return [VolunteerRecordPage(token: FormToken("sample"), record: record(.open, .compute(role: .sample, credentials: [no, yes], on: .sample)), catalog: catalog),
                VolunteerRecordPage(token: FormToken("sample"), record: record(.closed, .cleared(until: .sample)), catalog: catalog)]
    }

    var title: Message { Message("Volunteer") }
    func windowTitle(_ say: Speech) -> String { say.plain(title) }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/volunteers">\(Picture("list")) \(say("All volunteers"))</a></p>
        <h1><bdi>\(record.name)</bdi></h1>
        <div class="notice"><p><strong>\(say("Whom it waits on")): \(say(record.standing.waitsOn.message))</strong></p>
        <p>\(say("The volunteer reads:")) \(say(record.standing.meaning)) \(say(record.standing.next))</p></div>
        <h2>\(say("Roles"))</h2>
        \(record.roles.isEmpty ? "<p>\(say("No role was chosen yet. Choose below."))</p>" : "")
        \(record.roles.map { RoleSection(record: record, catalog: catalog, say: say).html($0.role, $0.clearance) })
        \(RefereeSection(token: token, record: record, say: say).html)
        \(shown(say))
        \(parts.map { $0.html(say, token) })
        \(AboutSection(record: record, say: say).html)
        <h2 id="links">\(say("Links in letters"))</h2>
        \(LinkStopping(token: token, to: "/volunteers/\(record.person.text)/letter-links/end", isOwn: false, stoppedOn: record.linksStoppedAt.map { Day($0, in: zone) }).html(say))
        \(DecisionSection(token: token, record: record, catalog: catalog, say: say).html)
        """
    }

    private func shown(_ say: Speech) -> HTML {
        """
        <h2 id="shown">\(say("What was shown"))</h2>
        \(record.credentials.isEmpty ? "<p>\(say("Nothing yet."))</p>" : "")
        <ul class="cards">\(record.credentials.reversed().map { credential($0, say) })</ul>
        """
    }

    private func credential(_ shown: VolunteerRecord.CredentialShown, _ say: Speech) -> HTML {
        let credential = shown.credential
        return """
            <li class="card"><h3>\(catalog.words(credential.kind, say))</h3>
            <p>\(credential.outcome == .met ? "<span class=\"tag good\">\(Picture("check")) \(say("Shown"))</span>" : "<span class=\"tag bad\">\(Picture("cross")) \(say(credential.kind.refusal))</span>")
            \(say("on \(say.day(credential.issuedOn), "day")"))</p>
            \(credential.expiresOn.map { "<p>\(say("The paper counts until \(say.day($0), "day")."))</p>" as HTML })
            <p class="meta">\(credential.verifiedBy == nil ? say("Answered by the link") : shown.isMine ? say("Recorded by you") : say("Recorded by a colleague"))</p>
            \(shown.reason.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
            <form method="post" \(.action("/volunteers/\(record.person.text)/corrections")) data-once>\(token.html)
            <input type="hidden" name="credential" \(.value(credential.id))>
            <button class="button quiet">\(Picture("undo")) \(say("This was a mistake, take it back"))<span class="visually-hidden">: \(catalog.words(credential.kind, say))</span></button></form></li>
            """
    }
}

/// What one role asks, and how each part of it stands.
struct RoleSection {
    let record: VolunteerRecord
    let catalog: RoleCatalog
    let say: Speech

    func html(_ role: VolunteerRole, _ clearance: Clearance) -> HTML {
        let credentials = record.credentials.map(\.credential)
        return """
            <section class="panel"><h3>\(Picture(role.picture)) \(role.name.html(say))</h3>
            <p>\(clearance.tag(say))</p>
            <dl class="facts">\(role.requirements.map { row($0, $0.state(of: credentials, on: record.day)) })</dl></section>
            """
    }

    private func row(_ requirement: Requirement, _ state: Requirement.State) -> HTML {
        let route = Route("/volunteers/\(record.person.text)/credentials").query("kind", requirement.kind.rawValue)
        return """
            <div><dt>\(Picture(state.isMet ? "check" : "minus")) <span>\(catalog.words(requirement.kind, say))</span></dt>
            <dd>\(state.html(of: requirement.kind, say))\(state.isMet ? "" : "<br><a \(.href(route))>\(Picture("pen")) \(say("Record it"))<span class=\"visually-hidden\">: \(catalog.words(requirement.kind, say))</span></a>")</dd></div>
            """
    }
}
