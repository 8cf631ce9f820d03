import Accounts
import Foundation
import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// Everything about one household, for the desk.
struct HouseholdPage: Page {
    struct Member: Sendable {
        let id: PersonID
        let name: String, birth: Birth?, isHead: Bool
        let languages: [SpokenLanguage]
        let contacts: [Contact]
        let consents: [String: ConsentEvent]
        let card: CardStanding?
        var linksStoppedAt: Date?
        /// Whether the reader opened them in an emergency.
        var isOpened = false
        /// Under 18, or may be; nil where nobody knows.
        var isChild: Bool?
    }
    /// Nothing of them is opened, but what lets others in can be stopped.
    struct Unused: Sendable {
        let id: PersonID
        /// What tells them from another, and nothing about them: they read the code on their own page.
        let code: String
        var since: Date?
        var card: CardStanding?
        var linksStoppedAt: Date?
        /// What they said yes to and can take back, and what they took back.
        var consents: [String: ConsentEvent] = [:]
    }
    struct Contact: Sendable {
        let id: String, kind: ContactWay.Kind, value: String, words: String?, isSafe: Bool
    }
    let token: FormToken
    let id: HouseholdID
    let district: String?, arrivedOn: Day?
    let isInCare: Bool
    /// A colleague's; without one, and not in the reader's care, the household waits for someone.
    let isInColleaguesCare: Bool
    /// Until when the reader sees how to reach them, because they opened it in an emergency.
    var emergencyUntil: Date?
    let zone: TimeZone
    let members: [Member]
    /// Those who live there as well and whose data is kept and not used.
    let unused: [Unused]
    let notices: [Notice]
    /// What other areas show here.
    let parts: [any Part]
    /// An answer to a notice that was not written down, as it was given.
    var refused: RefusedConsent?

    var title: Message { Message("Household") }
    /// Nobody's household becomes another's because its head is not opened.
    private var head: Member? { members.first(where: \.isHead) ?? (unused.isEmpty ? members.first : nil) }
    func windowTitle(_ say: Speech) -> String { say.plain(title) }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(refused.map { [$0.problem] } ?? []).html(say))
        <p><a href="/people">\(Picture("people")) \(say("People"))</a></p>
        <h1>\(head.map { say("Household of \($0.name, "name")") } ?? say(title))</h1>
        <p class="lead">\(say(members.count + unused.count, one: "One person", other: "\(members.count + unused.count, "count") people"))\(district.map { " · <bdi>\($0)</bdi>" as HTML })</p>
        \(arrivedOn.map { "<p class=\"meta\">\(say("Arrived on \(say.day($0), "day")"))</p>" as HTML })
        \(isInCare ? "" : takeOver(say))
        \(unused.isEmpty ? "" : "<div class=\"notice\"><p>\(Picture("lock")) \(say("Someone here asked that their data is not used for now. It stays closed until whoever answers for data protection opens it again."))</p></div>")
        \(members.map { panel($0, say) })
        \(isInCare ? unused.map { panel($0, say) } : [])
        \(parts.map { $0.html(say, token) })
        \(isInCare ? "<p><a class=\"button\" \(.href("/households/\(id.text)/members/new"))>\(Picture("plus")) \(say("Add someone to the household"))</a></p>" : "")
        \(isInCare ? "<p><a \(.href("/households/\(id.text)/handover"))>\(Picture("hand")) \(say("Offer this household to a colleague"))</a></p>" : "")
        """
    }

    private func takeOver(_ say: Speech) -> HTML {
        if let end = emergencyUntil {
            return """
                <div class="notice warn" role="status"><p>\(Picture("key")) \(say("You opened this household in an emergency. It closes by itself: \(say.instant(end, in: zone), "time")."))</p></div>
                """
        }
        guard isInColleaguesCare else {
            return """
                <div class="notice"><p>\(Picture("info")) \(say("This household has no case worker yet. Ways to reach them open to whoever takes it on."))</p>
                <form method="post" \(.action("/households/\(id.text)/worker")) data-once>\(token.html)
                <button class="button">\(Picture("hand")) \(say("Take into my care"))</button></form></div>
                """
        }
        return """
            <div class="notice"><p>\(Picture("info")) \(say("This household is in a colleague's care. Ways to reach them stay closed to you until the colleague agrees that you take it over."))</p>
            <p><a class="button" \(.href("/households/\(id.text)/handover"))>\(Picture("hand")) \(say("Ask for this household"))</a></p>
            <p><a \(.href("/households/\(id.text)/emergency"))>\(Picture("warning")) \(say("It is an emergency, and can’t wait for the colleague"))</a></p></div>
            """
    }

    private func panel(_ member: Member, _ say: Speech) -> HTML {
        """
        <section class="panel" \(.id(Self.place(of: member.id)))><h2><bdi>\(member.name)</bdi></h2>
        <dl class="facts">
        \(member.birth.map { "<div><dt>\(Picture("calendar")) \(say("Born"))</dt><dd><bdi>\($0.day.map(say.day) ?? String($0.year))</bdi></dd></div>" as HTML })
        \(member.languages.isEmpty ? "" : "<div><dt>\(Picture("language")) \(say("Languages"))</dt><dd><ul>\(member.languages.map { language($0, say) })</ul></dd></div>")
        </dl>
        \(isInCare ? "<p><a \(.href("/persons/\(member.id.text)/details"))>\(Picture("pen")) \(say("Correct what is written"))<span class=\"visually-hidden\">: <bdi>\(member.name)</bdi></span></a></p>" : "")
        \(isInCare ? reach(member, say) + consents(of: member).html(say) + card(member, say) + links(member.id, stoppedAt: member.linksStoppedAt, say) : member.isOpened ? ways(member, say) : "")
        </section>
        """
    }

    private func consents(of member: Member) -> ConsentList {
        ConsentList(token: token, person: member.id, isChild: member.isChild, events: member.consents, notices: notices, zone: zone, refused: refused)
    }

    /// Of somebody whose data is not used: a lost card or letter is stopped all the same, and a yes is taken back.
    private func panel(_ person: Unused, _ say: Speech) -> HTML {
        """
        <section class="panel" \(.id(Self.place(of: person.id)))><h2>\(Picture("lock")) \(say("Someone whose data is not used")) <bdi dir="ltr">\(person.code)</bdi></h2>
        \(person.since.map { "<p class=\"meta\">\(say("Since \(say.instant($0, in: zone), "time")"))</p>" as HTML })
        <p>\(say("They read the code \(person.code, "code") on their own page. Ask for it before you stop a card or take something back: nothing here tells who it is."))</p>
        \(person.card == nil ? "<p>\(say("Has no card."))</p>" : nil)
        \(person.card.map { "<h3>\(say("Card to come in"))</h3>\(standing($0, say))\($0.isStopped ? nil : stopping(person.id, say))" as HTML })
        \(ConsentList(token: token, person: person.id, isChild: false, events: person.consents, notices: notices, zone: zone, refused: refused).takingBack(say))
        \(links(person.id, stoppedAt: person.linksStoppedAt, say))</section>
        """
    }

    /// Where someone stands on the page.
    static func place(of person: PersonID) -> String { "person-\(person.text)" }

    private func language(_ language: SpokenLanguage, _ say: Speech) -> HTML {
        "<li><bdi>\(say.languageName(language.code))</bdi> (<bdi>\(language.code)</bdi>): \(say(language.level.message)). \(say("Reads it:")) \(say(language.reads.message))</li>"
    }

    /// How to reach someone, to read only.
    private func ways(_ member: Member, _ say: Speech) -> HTML {
        """
        <h3>\(say("How to reach them safely"))</h3>
        \(member.contacts.isEmpty ? "<p>\(say("Nobody wrote down how to reach them."))</p>" : "")
        <ul>\(member.contacts.map { contact in
            """
            <li>\(contact.isSafe ? "<span class=\"tag good\">\(say("Safe"))</span>" : "<span class=\"tag warn\">\(say("Not safe"))</span>")
            <bdi dir="ltr">\(contact.value)</bdi> \(contact.words.map { "<span class=\"own-words\" dir=\"auto\">\($0)</span>" as HTML })</li>
            """ as HTML
        })</ul>
        """
    }

    private func reach(_ member: Member, _ say: Speech) -> HTML {
        """
        <h3>\(say("How to reach them safely"))</h3>
        <ul>\(member.contacts.map { contact in
            """
            <li>\(contact.isSafe ? "<span class=\"tag good\">\(say("Safe"))</span>" : "<span class=\"tag warn\">\(say("Not safe"))</span>")
            <bdi dir="ltr">\(contact.value)</bdi> \(contact.words.map { "<span class=\"own-words\" dir=\"auto\">\($0)</span>" as HTML })
            <form method="post" \(.action("/persons/\(member.id.text)/contacts/\(contact.id)/removal"))>\(token.html)<button class="button quiet">\(Picture("cross")) \(say("Remove"))</button></form></li>
            """ as HTML
        })</ul>
        <details><summary>\(say("Add a way to reach them"))</summary>
        <form method="post" \(.action("/persons/\(member.id.text)/contacts"))>\(token.html)
        <div class="field"><label \(.for("value-" + member.id.text))>\(say("Phone or e-mail"))</label><input dir="ltr" \(.id("value-" + member.id.text)) name="value" autocomplete="off"></div>
        <div class="field"><label \(.for("words-" + member.id.text))>\(say("When and how, in their words"))</label><input dir="auto" \(.id("words-" + member.id.text)) name="words" autocomplete="off"></div>
        <div class="field"><fieldset class="choices"><legend>\(say("Is this way safe?"))</legend>
        \(Choice(name: "safe", value: "yes", label: say("Yes, only they read and hear it"), isChosen: false, isRadio: true).html)
        \(Choice(name: "safe", value: "no", label: say("No, or not sure"), isChosen: true, isRadio: true).html)</fieldset></div>
        <button class="button">\(Picture("plus")) \(say("Add"))</button></form></details>
        """
    }

    private func standing(_ card: CardStanding, _ say: Speech) -> HTML {
        guard card.isStopped else { return "<p>\(say("Has a card since \(say.instant(card.issuedAt, in: zone), "day")."))</p>" }
        let words = card.stoppedAt.map { say("Five wrong PINs stopped the card on \(say.instant($0, in: zone), "time"). It opens nothing any more.") }
            ?? say("Five wrong PINs stopped the card. It opens nothing any more.")
        return "<div class=\"notice warn\"><p>\(Picture("warning")) \(words)</p></div>"
    }

    private func card(_ member: Member, _ say: Speech) -> HTML {
        """
        <h3>\(say("Card to come in"))</h3>
        \(member.card.map { standing($0, say) } ?? "<p>\(say("Has no card."))</p>")
        <div class="buttons"><form method="post" \(.action("/persons/\(member.id.text)/card"))>\(token.html)
        <button class="button">\(Picture("print")) \(member.card == nil ? say("Make a card") : say("Make a new card, stop the old one"))</button></form>
        \(member.card?.isStopped ?? true ? nil : stopping(member.id, say))
        </div>
        """
    }

    private func stopping(_ person: PersonID, _ say: Speech) -> HTML {
        "<form method=\"post\" \(.action("/persons/\(person.text)/card/revocation"))>\(token.html)<button class=\"button danger\">\(Picture("lock")) \(say("Stop the card now"))</button></form>"
    }

    private func links(_ person: PersonID, stoppedAt: Date?, _ say: Speech) -> HTML {
        let form = LinkStopping(token: token, to: "/persons/\(person.text)/links/end", isOwn: false, stoppedOn: stoppedAt.map { Day($0, in: zone) })
        return "<h3>\(say("Links in letters"))</h3>\(form.html(say))"
    }
}

extension HouseholdPage {
    /// Opens what the actor may see of this household; ten queries at most and those of the parts, however many members.
    init(_ id: HouseholdID, token: FormToken, notices: Notices, zone: TimeZone, hub: Hub, db: any Connection, access: inout Access) throws {
        let household = try db.households.find(id, visibleTo: access.actor).orNotFound()
        let relation = household.relation(to: access.actor)
        let people = try db.persons.members(of: [id]).sorted { ($0.isHead ? 0 : 1, $0.id) < ($1.isHead ? 0 : 1, $1.id) }
        let languages = try db.persons.languages(of: people.map(\.id))
        let isInCare = relation == .assigned, cared = isInCare ? people.map(\.id) : [], unused = try db.persons.restricted(in: id)
        let emergency = isInCare || household.worker == nil ? nil : try access.learnEmergency(Household.record(id), at: hub.now())
        let contacts = try db.persons.contacts(of: emergency.map { grant in people.map(\.id).filter { grant.people.contains($0) } } ?? cared)
        let locked = cared + (isInCare ? unused : []), consents = try db.consents.latest(of: locked), now = hub.now(), today = Day(now, in: zone)
        let cards = try db.cards.standing(of: locked), stopped = try db.personalLinks.stopped(of: locked), since = try db.persons.restrictedSince(unused)
        var members: [Member] = []
        for person in people {
            let relation = emergency?.people.contains(person.id) ?? false ? .emergency : relation, birth = try access.birth(of: person, as: relation)
            members.append(Member(
                id: person.id, name: try access.name(of: person, as: relation), birth: birth,
                isHead: person.isHead, languages: languages[person.id] ?? [],
                contacts: try (contacts[person.id] ?? []).map { try Contact($0, of: person.id, as: relation, &access) },
                consents: consents[person.id] ?? [:],
                card: cards[person.id], linksStoppedAt: stopped[person.id], isOpened: relation == .emergency, isChild: birth?.mayBeChild(on: today)))
        }
        self.init(token: token, id: id, district: household.district, arrivedOn: household.arrivedOn, isInCare: isInCare,
                  isInColleaguesCare: household.worker != nil && !isInCare, emergencyUntil: emergency?.endsAt, zone: zone, members: members,
                  unused: unused.map { person in
                      let events = (consents[person] ?? [:]).filter { $0.value.permits(at: now) || $0.value.decision == .withdrawn }
                      return Unused(id: person, code: hub.code(of: person), since: since[person], card: cards[person], linksStoppedAt: stopped[person], consents: events)
                  }, notices: notices.all,
                  parts: try hub.parts(on: .household, of: id.text, db, &access))
    }

    static let samples: [HouseholdPage] = {
        let language = SpokenLanguage(code: "arb", level: .native, reads: .little).map { [$0] } ?? []
        let notice = Notice.sample
        let yes = try? notice.event(.given, .spoken, isChild: false, in: .english, at: .distantPast)
        let head = Member(
            id: ID(high: 1, low: 2), name: "Amal Haddad", birth: Birth("1990"), isHead: true, languages: language,
            contacts: [Contact(id: "c", kind: .phone, value: "+44 7700 900123", words: "after six", isSafe: true)], consents: [:], card: CardStanding(issuedAt: .distantPast, isStopped: true, stoppedAt: .distantPast))
        let other = Member(
            id: ID(high: 1, low: 3), name: "Sami", birth: Birth(Day(number: 7000)), isHead: false, languages: [], contacts: [], consents: yes.map { ["reminders": $0] } ?? [:], card: CardStanding(issuedAt: .distantPast), linksStoppedAt: .distantPast, isChild: false)
        var opened = head, child = head
        (opened.isOpened, child.isChild) = (true, true)
        let household: HouseholdID = ID(high: 1, low: 1), unused = Unused(id: ID(high: 1, low: 4), code: "3f9c1b02", since: .distantPast, card: CardStanding(issuedAt: .distantPast), consents: yes.map { ["reminders": $0] } ?? [:])
        return [
            HouseholdPage(token: FormToken("sample"), id: household, district: "North", arrivedOn: Day(number: 20000), isInCare: true, isInColleaguesCare: false, zone: .gmt, members: [head, other, child], unused: [unused], notices: [notice], parts: []),
            HouseholdPage(token: FormToken("sample"), id: household, district: nil, arrivedOn: nil, isInCare: false, isInColleaguesCare: true, zone: .gmt, members: [head], unused: [unused], notices: [notice], parts: []),
            HouseholdPage(token: FormToken("sample"), id: household, district: nil, arrivedOn: nil, isInCare: false, isInColleaguesCare: true, emergencyUntil: .distantPast, zone: .gmt,
                          members: [opened, other], unused: [], notices: [notice], parts: []),
            HouseholdPage(token: FormToken("sample"), id: household, district: nil, arrivedOn: nil, isInCare: true, isInColleaguesCare: false, zone: .gmt, members: [], unused: [unused], notices: [], parts: []),
            HouseholdPage(token: FormToken("sample"), id: household, district: nil, arrivedOn: nil, isInCare: true, isInColleaguesCare: false, zone: .gmt, members: [child], unused: [], notices: [notice], parts: [],
                          refused: RefusedConsent(person: child.id, notice: notice.id, form: MannerForm(), reason: .guardian)),
        ]
    }()
}

extension HouseholdPage.Contact {
    fileprivate init(_ way: ContactWay, of person: PersonID, as relation: Relation, _ access: inout Access) throws {
        self.init(
            id: way.id, kind: way.kind, value: try access.open(way.value, in: way.id, of: person, as: relation),
            words: try way.words.map { try access.open($0, in: way.id, of: person, as: relation) }, isSafe: way.isSafe)
    }
}
