import Accounts
import Assembly
import Audit
import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport
import Trust
import Vault
@testable import People

/// Erasing someone of a town in which everything is there: whatever area they left something in, nothing of it stays.
@Suite struct ErasureTests {
    private func erase(_ person: PersonID, _ hub: Hub) async throws -> [KeptRecord] {
        let now = hub.now(), actor = Actor.program(of: try await hub.ownOrganization())
        let kept = try await hub.archive.write(by: actor, for: .dataProtection) { db, access in try hub.erase(person, in: db, &access, at: now) }
        try await run("erasures.keys", hub)
        return kept
    }

    private func run(_ name: String, _ hub: Hub) async throws {
        for job in hub.features.flatMap(\.jobs) where job.name == name { try await job.run(hub) }
    }

    /// Every place in the database, by table and column, that holds one of these texts.
    private func traces(of words: [String], _ hub: Hub) async throws -> Set<String> {
        try await hub.archive.read { db in
            let tables: SQL = db.engine == .sqlite
                ? "SELECT m.name AS place, p.name AS field FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
                : "SELECT table_name AS place, column_name AS field FROM information_schema.columns WHERE table_schema = current_schema() AND data_type <> 'bytea'"
            var found: Set<String> = []
            for row in try db.rows(tables) {
                let place: String = try row.get("place"), field: String = try row.get("field"), column = SQL(identifier: field)
                for word in words {
                    let pattern = "%" + word + "%"
                    if try db.count("SELECT count(*) FROM \(SQL(identifier: place)) WHERE CAST(\(column) AS TEXT) LIKE \(pattern)") > 0 { found.insert("\(place).\(field)") }
                }
            }
            return found
        }
    }

    private func user(of person: PersonID, _ hub: Hub) async throws -> UserID {
        try await hub.archive.read { try $0.value("SELECT id FROM users WHERE person_id = \(person)") as UserID? }.orNotFound()
    }

    @Test(arguments: Engine.tested)
    func `of a volunteer in the middle of everything nothing is left, in no table and under no index`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RecordTown(browser).town, hub = town.hub, person = town.volunteer, user = try await user(of: town.volunteer, hub)
            let before = try await traces(of: [person.text, user.text], hub)
            #expect(before.isSuperset(of: ["persons.id", "users.person_id", "applications.person_id", "credentials.person_id", "engagements.volunteer_id", "sessions.user_id"]), "\(before)")
            let sealed = try await hub.archive.read { try $0.value("SELECT given_name FROM persons WHERE id = \(person)") as Sealed<GivenName>? }.orNotFound()
            try await AuditLog(hub: hub).sign()
            let head = try await AuditLog(hub: hub).sign()

            #expect(try await erase(person, hub).isEmpty)
            #expect(try await traces(of: [person.text, user.text], hub).isEmpty)
            #expect(throws: KeyProblem.erased) { try hub.keyring.open(sealed, row: person.text, of: person) }
            #expect(try await browser.post("/sign-in", [("email", Cast.volunteer.email), ("password", Accounts.demoPassword)]).status == 422)
            // The log is as it was, and can be checked.
            #expect(try await AuditLog(hub: hub).check().fault == nil)
            let roots = try await hub.archive.read { try $0.auditHeads.all().map(\.head) }
            #expect(roots.contains(head))
        }
    }

    @Test(arguments: Engine.tested)
    func `the other side of what was lived is told in neutral words, and can be matched again`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RecordTown(browser).town, hub = town.hub
            let newcomer = try await hub.archive.read { try $0.value("SELECT newcomer_id FROM engagements") as PersonID? }.orNotFound()
            _ = try await erase(town.volunteer, hub)
            let (letters, free, lived) = try await hub.archive.read { db in
                (try db.rows("SELECT letter, path FROM outbox WHERE person_id = \(newcomer) AND letter = 'engagement.over'").map { try $0.get("path") as String? },
                 try db.value("SELECT f.free FROM match_facts f JOIN needs n ON n.id = f.id WHERE n.person_id = \(newcomer) AND n.program = 'mentoring'") as Int?,
                 try db.count("SELECT count(*) FROM engagements") + db.count("SELECT count(*) FROM check_ins") + db.count("SELECT count(*) FROM engagement_flags"))
            }
            #expect(letters == [nil] && free == 1 && lived == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a concern is kept by law, closed to all but its reader, and goes with the key when its time is over`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let record = try await RecordTown(browser), town = record.town, hub = town.hub
            let (concern, person) = try await hub.archive.read { db in
                let row = try db.row("SELECT id, person_id FROM concerns").orNotFound()
                return (try row.get("id") as String, try row.get("person_id") as PersonID)
            }
            try await Accounts(hub: hub).stopLinks(of: person, by: .atTheConsole(of: town.organization), for: .casework)
            let stopped = try #require(hub.personalLink("/concerns/of/\(concern)").split(separator: "/").last.map(String.init))
            let kept = try await erase(person, hub)
            #expect(kept.map(\.kind.name) == ["concerns"] && kept[0].until == nil)
            #expect(try await traces(of: [person.text], hub) == ["concerns.person_id", "erasures.person_id", "restrictions.person_id", "personal_links.person_id"])
            // A letter that fell into wrong hands opens nothing of what is kept.
            #expect(try await browser.get("/concerns/of/\(concern)/\(stopped)").status == 410)
            let lead = try await browser.as(.coordinator)
            let page = try await lead.get("/concerns/\(concern)")
            #expect(page.status == 200 && page.text.contains("Something worries me."))
            for (path, fields) in [("receipt", []), ("answer", [("answer", "We talked.")]), ("closure", [("outcome", "resolved")])] as [(String, [(String, String)])] {
                #expect(try await lead.post("/concerns/\(concern)/\(path)", fields).status == 303)
            }
            browser.town.clock.advance(by: 2189 * 86_400)
            for name in ["erasures.kept", "erasures.keys"] { try await run(name, hub) }
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM concerns") } == 1)
            browser.town.clock.advance(by: 2 * 86_400)
            for name in ["erasures.kept", "erasures.keys"] { try await run(name, hub) }
            #expect(try await traces(of: [person.text], hub).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `of a family one may go: another speaks for it, and nobody finds the one who went`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await WholeTown(browser), hub = town.hub, home = try await town.households(1, members: 3)[0], desk = try await browser.as(.caseWorker)
            let head = try await hub.archive.read { try $0.value("SELECT id FROM persons WHERE household_id = \(home) AND is_head") as PersonID? }.orNotFound()
            #expect(try await desk.post("/people", [("q", "Amal 1")]).text.contains("Amal 1 Haddad"))
            _ = try await erase(head, hub)
            let found = try await desk.post("/people", [("q", "Amal 1")]).text
            #expect(!found.contains("Amal 1 Haddad") && found.contains("Amal 2 Haddad"))
            let page = try await desk.get("/households/\(home.text)")
            #expect(page.status == 200 && page.text.contains("Amal 2") && !page.text.contains("Amal 1 "))
            for rest in try await hub.archive.read({ try $0.rows("SELECT id FROM persons WHERE household_id = \(home)").map { try $0.get("id") as PersonID } }) { _ = try await erase(rest, hub) }
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM households") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever worked at a desk leaves a bare id, under which nothing is named any more`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await WholeTown(browser), hub = town.hub, worker = town.worker
            try await town.households(1)
            let person = try await hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(worker)") as PersonID? }.orNotFound()
            _ = try await erase(person, hub)
            #expect(try await traces(of: [person.text], hub).isEmpty)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM households WHERE worker_id = \(worker)") } == 1)
            #expect(try await browser.as(.administrator).get("/users").status == 200)
        }
    }
}
