@testable import Accounts
import Assembly
import Foundation
import House
import Identity
@testable import People
import Storage
import Testing
import TestSupport
import Trust
import Vault
@testable import Engagements

/// A town in which everything that an address can name is there, somebody of each role who has it, a colleague of each,
/// and a stranger of each in another organization.
struct RecordTown: Sendable {
    let town: WholeTown
    private(set) var holders: [Role: Browser] = [:], colleagues: [Role: Browser] = [:], strangers: [Role: Browser] = [:]
    /// What stands in an address, by the beginning of the path and the name of the parameter.
    private var names: [(path: String, name: String, value: String)] = []
    private var fields: [String: String] = [:]

    init(_ browser: Browser) async throws {
        town = try await WholeTown(browser)
        let newcomer = try await liveTogether()
        try await fillRound()
        for member in Cast.allCases where member != .newcomer {
            let user = try await Accounts(hub: town.hub).user(of: member.email, as: member.role, in: town.organization).orNotFound()
            holders[member.role] = try await signedIn(user, in: town.organization)
        }
        holders[.newcomer] = try await signedIn(newcomer, in: town.organization)
        for role in Role.allCases {
            colleagues[role] = try await newUser(role, in: town.organization)
            strangers[role] = try await newUser(role, in: browser.town.otherOrganization)
        }
        try await raiseConcern()
        try await sealNote()
        try await takeBack()
        try await watchOver()
        try await nameRest()
        try await askAboutData()
        try await offerHousehold()
    }

    /// A household that a colleague offers to the case worker of the cast.
    private mutating func offerHousehold() async throws {
        let home = try await town.households(1)[0], hub = town.hub, organization = town.organization
        let own = try await Accounts(hub: hub).user(of: Cast.caseWorker.email, as: .caseWorker, in: organization).orNotFound()
        let other = try await Accounts(hub: hub).user(of: "colleague-case_worker@port-selby.example", as: .caseWorker, in: organization).orNotFound()
        fields["a case worker"] = other.text
        let offered = Handover(id: "a-handover", household: home, organization: organization, from: other, to: own, cause: .known, askedBy: other, askedAt: hub.now())
        try await hub.archive.write { try $0.handovers.insert(offered) }
        add("/handovers", "id", offered.id)
    }

    /// A note about the head of the household that only the coordinator opens.
    private mutating func sealNote() async throws {
        let made = try await holders[.coordinator]?.post("/my/sealing-key", [("password", Accounts.demoPassword)])
        try #require(made?.status == 200)
        let person = value(of: "/persons", "id")
        let mark = try await value("SELECT mark FROM sealing_keys") as String, shown = "\(town.coordinator.text):\(mark)"
        fields["the readers"] = shown
        let written = try await holders[.caseWorker]?.post(
            "/persons/\(person)/protection", [("words", "Someone looks for her."), ("readers", town.coordinator.text), ("seen_holders", shown)])
        try #require(written?.status == 303)
        add("/persons", "note", try await value("SELECT id FROM protection_notes"))
    }

    /// What the newcomer said yes to, and what a volunteer shared with them and took back.
    private mutating func takeBack() async throws {
        let hub = town.hub, now = hub.now(), organization = town.organization, head = try #require(PersonID(value(of: "/persons", "id")))
        try await town.succeed(.caseWorker, "/persons/\(head.text)/consents/surveys", [("decision", "given"), ("how", "spoken")])
        let receipt = try await value("SELECT id FROM consent_ledger WHERE person_id = \(head) AND purpose = 'surveys'") as String
        for path in ["/persons", "/my/receipts"] { add(path, "receipt", receipt) }
        let share = Share(
            organization: organization, person: town.volunteer, receiver: .helped, receiverID: head.text, about: "x", kinds: [.identity], ground: .consent,
            consent: "share_as_volunteer", at: now)
        try await hub.archive.write { db in
            try db.shares.open(share)
            _ = try db.shares.close(share.id, .withdrawn, at: now)
        }
        for path in ["/my/shares", "/shares"] { add(path, "id", share.id) }
    }

    /// A record that was opened in an emergency, a breach that was written down, and one of which someone was told.
    private mutating func watchOver() async throws {
        let hub = town.hub, now = hub.now(), head = try #require(PersonID(value(of: "/persons", "id")))
        let grant = BreakGlass(by: Actor(user: hub.newID(), person: hub.newID(), organization: town.organization, roles: []), record: "x", at: now)
        let reason = try hub.keyring.seal("A call from the neighbors", as: EmergencyReason.self, row: grant.place(of: head), of: head)
        try await hub.archive.write { try $0.breakGlass.insert(grant, [(head, reason)]) }
        add("/data-protection/emergencies", "id", grant.id)
        let written = [("what", "A laptop was stolen"), ("day", "2026-11-21"), ("time", "11:00")], officer = try #require(holders[.officer])
        for path in ["/breaches", "/breaches/:id/told"] {
            add(path, "id", String(try #require(try await officer.post("/breaches", written).location).dropFirst("/breaches/".count)))
        }
        let told = value(of: "/breaches/:id/told", "id")
        _ = try await officer.post("/breaches/\(told)/affected", [("by", "table"), ("table", "persons")])
        _ = try await officer.post("/breaches/\(told)/letters", [("told", "yes"), ("words", "A laptop with your data was stolen")])
        // As if the minutes were over in which it can be taken back.
        _ = try await hub.archive.write { try $0.execute("UPDATE breach_people SET told_at = \(now)") }
        add("/breaches", "person", head.text)
    }

    private func value(of path: String, _ name: String) -> String { names.first { $0.path == path && $0.name == name }?.value ?? "" }

    /// A household whose head has a card, and an engagement that has lasted for a week.
    private mutating func liveTogether() async throws -> UserID {
        let hub = town.hub, home = try await town.households(1)[0], worker = Actor(user: town.worker, person: hub.newID(), organization: town.organization, roles: [.caseWorker])
        let head = try await value("SELECT id FROM persons WHERE household_id = \(home) AND is_head") as PersonID
        _ = try await Accounts(hub: hub).issueCard(to: head, named: "Amal", by: worker, for: .casework)
        try await town.succeed(.caseWorker, "/persons/\(head.text)/contacts", [("value", "07700900155")])
        let need = try await town.need("mentoring", of: home)
        try await town.succeed(.coordinator, "/round")
        let helper = town.volunteer
        let offer = try await value("SELECT o.id FROM offers o JOIN givers g ON g.id = o.giver_id WHERE g.person_id = \(helper) AND o.program = 'mentoring'") as OfferID
        try await town.succeed(.coordinator, "/matches", [("need", need.text), ("offer", offer.text)])
        try await town.everyoneSaysYes()
        _ = try await JobRunner(hub: hub).runDue()
        town.browser.town.clock.advance(by: 8 * 86_400)
        _ = try await JobRunner(hub: hub).runDue()
        let goods = try await town.need("goods", of: home)
        let engagement = try await value("SELECT id FROM engagements") as String
        add("/households", "id", home.text)
        add("/persons", "id", head.text)
        add("/persons", "contact", try await value("SELECT id FROM contact_ways WHERE person_id = \(head)"))
        add("/persons", "notice", "share_with_match")
        let ways = try [("a-former-way", "020 7946 0011"), ("a-newer-way", "020 7946 0012")].map { ($0, try hub.keyring.seal($1, as: ContactValue.self, row: $0, of: head)) }, now = hub.now()
        try await hub.archive.write { db in
            for (id, value) in ways {
                _ = try db.execute("""
                    INSERT INTO contact_ways (id, person_id, kind, value, is_safe, is_imported, created_at) VALUES (\(id), \(head), 'phone', \(value), \(true), \(false), \(now))
                    """)
            }
            _ = try db.execute("UPDATE contact_ways SET replaced_at = \(now), replaced_by = 'a-newer-way', is_sign_in = \(false) WHERE id = 'a-former-way'")
        }
        add("/my/contacts", "contact", "a-former-way")
        add("/needs", "id", goods.text)
        fields["the head"] = head.text
        add("/round", "offer", offer.text)
        add("/rounds", "id", try await value("SELECT id FROM rounds"))
        add("/my/engagements", "id", engagement)
        add("/engagements", "id", engagement)
        add("/engagements", "side", "need")
        add("/engagements", "flag", try await value("SELECT id FROM engagement_flags"))
        let question = try await value("SELECT id FROM check_ins WHERE side = 'need'") as String
        add("/my/check-ins", "id", question)
        add("/check-ins", "id", question)
        add("/concerns/by", "person", head.text)
        return try await value("SELECT id FROM users WHERE person_id = \(head)")
    }

    /// A need that waits for the round, and four questions to the newcomer with the card or to others.
    private mutating func fillRound() async throws {
        let waiting = try await town.households(1)[0], asked = try await town.households(3)
        let own = try await value("SELECT household_id FROM engagements") as HouseholdID
        try await town.places(4, in: "class")
        add("/offers", "id", try await value("SELECT o.id FROM offers o JOIN givers g ON g.id = o.giver_id WHERE g.person_id IS NULL"))
        var needs: [NeedID] = []
        for home in [own] + asked { needs.append(try await town.need("class", of: home)) }
        try await town.succeed(.coordinator, "/round")
        try await town.succeed(.coordinator, "/round/approval")
        town.browser.town.clock.advance(by: 660)
        add("/round", "need", try await town.need("mentoring", of: waiting).text)
        for (path, need) in zip(["/my/asks", "/asks/:id/:key", "/asks", "/matches"], needs) {
            let (ask, match) = try await town.hub.archive.read { db in
                (try db.value("SELECT a.id FROM asks a JOIN matches m ON m.id = a.match_id WHERE m.need_id = \(need)") as String?,
                 try db.value("SELECT id FROM matches WHERE need_id = \(need)") as String?)
            }
            add(path, "id", try #require(path == "/matches" ? match : ask))
        }
    }

    private mutating func raiseConcern() async throws {
        try await town.succeed(.administrator, "/concerns/lead", [("lead", town.coordinator.text)])
        let raised = try await holders[.newcomer]?.post("/concerns", [("words", "Something worries me.")])
        try #require(raised?.status == 303)
        let concern = try await value("SELECT id FROM concerns") as String
        for path in ["/concerns", "/my/concerns"] { add(path, "id", concern) }
    }

    /// The volunteer of the cast asks that their data is not used; the newcomer's is on hold; a letter to someone else is old enough to go.
    private mutating func askAboutData() async throws {
        let asked = try await holders[.volunteer]?.post("/my/requests", [("kind", "restriction")])
        try #require(asked?.status == 303)
        let own = try await value("SELECT id FROM data_requests") as String
        for path in ["/requests", "/requests/of"] { add(path, "id", own) }
        let second = try await holders[.newcomer]?.post("/my/requests", [("kind", "copy")])
        try #require(second?.status == 303)
        let held = try await value("SELECT id FROM data_requests WHERE kind = 'copy'") as String
        let answer = try await holders[.officer]?.post("/requests/\(held)/hold", [("why", "The court asks for it."), ("until", "2030-01-01")])
        try #require(answer?.status == 303)
        add("/retention/holds", "id", try await value("SELECT id FROM legal_holds"))
        let helper = town.volunteer, newcomer = try await value("SELECT person_id FROM legal_holds") as PersonID
        let key = try await value("SELECT key FROM outbox WHERE person_id NOT IN \(in: [helper, newcomer]) ORDER BY key LIMIT 1") as String
        let other = try await value("SELECT person_id FROM outbox WHERE key = \(key)") as PersonID
        _ = try await town.hub.archive.write { db in
            try db.execute("UPDATE outbox SET status = 'sent', sent_at = \(Date(timeIntervalSince1970: 1_500_000_000)) WHERE key = \(key)")
        }
        add("/retention", "event", "letter.done")
        add("/retention/:event/disposal", "event", "concern.closed")
        fields["the code"] = String(town.hub.keyring.pseudonym(of: other).prefix(8))
    }

    private mutating func nameRest() async throws {
        for (list, role) in [("households", Role.caseWorker), ("volunteers", .coordinator), ("places", .coordinator)] {
            add("/imports/\(list)", "id", try #require(try await holders[role]?.upload("/imports/\(list)", file: "Name,Note\nAmal,x\n").importRun))
        }
        let other = try await town.hub.archive.read { db in
            try db.row("SELECT id, person_id FROM credentials WHERE kind = 'interview' AND outcome = 'met' AND person_id IN (SELECT r.person_id FROM referees r JOIN volunteer_roles v ON v.person_id = r.person_id WHERE v.role = 'tutor')")
        }
        let person = try #require(try other?.get("person_id") as String?)
        add("/volunteers", "id", person)
        let said = try #require(try Notices(Resources())["share_as_volunteer"]).event(.given, .own, isChild: false, in: .english, at: town.hub.now())
        let sharer = try #require(PersonID(person))
        try await town.hub.archive.write { try $0.consents.append(said, of: sharer, by: "x") }
        add("/volunteers", "receipt", said.id)
        add("/volunteers", "notice", "share_as_volunteer")
        add("/volunteers", "contact", try await value("SELECT id FROM contact_ways WHERE person_id = \(person) AND kind = 'email' AND replaced_at IS NULL"))
        fields["a credential"] = try #require(try other?.get("id") as String?)
        fields["a referee"] = try await value("SELECT id FROM referees WHERE person_id = \(person) ORDER BY id LIMIT 1")
        fields["the coordinator"] = town.coordinator.text
        let user = try await newUserID(.officer, in: town.organization, "leaving")
        add("/users", "id", user.text)
        let helper = town.volunteer
        add("/my/sessions", "id", try await value("SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.person_id = \(helper) ORDER BY s.id LIMIT 1"))
        let owner = try await Accounts(hub: town.hub).user(of: Cast.officer.email, as: .officer, in: town.organization).orNotFound(), now = town.hub.now()
        let officer = try await value("SELECT person_id FROM users WHERE id = \(owner)") as PersonID
        let name = try town.hub.keyring.seal("A key", as: PasskeyName.self, row: "a-passkey", of: officer)
        try await town.hub.archive.write { db in
            _ = try db.execute("""
                INSERT INTO passkeys (id, user_id, credential, public_key, counter, name, added_at)
                VALUES ('a-passkey', \(owner), 'credential', 'key', 0, \(name), \(now))
                """)
            _ = try db.execute("""
                INSERT INTO mail_links (id, email_index, browser_hash, asked_at, expires_at) VALUES ('a-link', '0', \([UInt8](repeating: 0, count: 4)), \(now), \(now + 900))
                """)
        }
        add("/my/passkeys", "id", "a-passkey")
        add("/sign-in/mail", "id", "a-link")
        add("/services", "id", "f5626315-f877-539e-93f9-3fa488d897b4")
        add("/assets", "name", "tessera.css")
    }

    /// The path with the names of this town in it, `unknown` in the place of one.
    func path(of door: RecordDoor, unknown: String? = nil) throws -> String {
        var path = door.path
        if unknown == "key" { path = path.replacing(":key", with: "bm90LXRoZS1rZXk") }
        for name in Self.parameters(of: path) where name != "key" {
            let value = name == unknown ? RecordTown.nobody : try #require(
                names.filter { $0.name == name && door.path.hasPrefix($0.path) }.max { $0.path.utf8.count < $1.path.utf8.count }?.value, "\(door.path) \(name)")
            path = path.replacing(":\(name)", with: value)
        }
        guard let key = path.firstRange(of: "/:key") else { return path + (path.hasSuffix("credentials") && door.method == .get ? "?kind=interview" : "") }
        return town.hub.personalLink(String(path[..<key.lowerBound])) + path[key.upperBound...]
    }

    func fields(of door: RecordDoor) -> [(String, String)] { door.fields.map { ($0.0, fields[$0.1] ?? $0.1) } }

    static let nobody = "00000000-0000-7000-8000-000000000000"
    static func parameters(of path: String) -> [String] { path.matches(of: /:([a-z]+)/).map { String($0.output.1) } }

    private mutating func add(_ path: String, _ name: String, _ value: String) { names.append((path, name, value)) }

    private func newUser(_ role: Role, in organization: OrganizationID) async throws -> Browser {
        try await signedIn(newUserID(role, in: organization, organization == town.organization ? "colleague" : "elsewhere"), in: organization)
    }

    private func newUserID(_ role: Role, in organization: OrganizationID, _ word: String) async throws -> UserID {
        try await Accounts(hub: town.hub).create(NewUser(
            name: "Lena Other", email: "\(word)-\(role.rawValue)@port-selby.example", password: Accounts.demoPassword, roles: [role],
            organization: organization, mustChangePassword: false), by: nil)
    }

    private func signedIn(_ user: UserID, in organization: OrganizationID) async throws -> Browser {
        var browser = town.browser
        browser.cookies["s"] = try await Accounts(hub: town.hub).openSession(of: user, in: organization)
        return browser
    }

    private func value<T: SQLConvertible & Sendable>(_ sql: SQL) async throws -> T {
        try #require(try await town.hub.archive.read { try $0.value(sql) as T? })
    }
}
