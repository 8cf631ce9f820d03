import Assembly
@testable import Engagements
import Foundation
@testable import House
import Identity
import Storage
import Testing
import TestSupport

@Suite struct DemoPastTests {
    @Test(arguments: Engine.tested)
    func `no pair of the small town's past is against the rules`(_ engine: Engine) async throws {
        try await withPast(on: engine) { (past) async throws in #expect(try await past.illegal() == []) }
    }

    @Test func `nor is any of the town's`() async throws {
        try await withPast(size: .town) { (past) async throws in
            #expect(try await past.illegal() == [])
            #expect(try await past.count("engagements WHERE status = 'active'") > 30)
        }
    }

    @Test(arguments: [(DemoSize.small, 0), (.town, 1)])
    func `nobody supervises more than is good, but for one in a larger town`(_ size: DemoSize, _ overloaded: Int) async throws {
        try await withPast(size: size) { (past) async throws in
            let limit = past.hub.supervisionLimit, loads = try await past.hub.archive.read { try $0.engagements.load(of: past.coordinator.organization) }
            #expect(loads.count >= 2 && loads.count { $0.count > limit } == overloaded, "\(loads.map(\.count))")
        }
    }

    @Test(arguments: [(16, 2), (62, 3), (2500, 96)])
    func `it takes so many people to supervise so many engagements`(_ engagements: Int, _ people: Int) {
        #expect(PastSupervision.people(for: engagements, limit: 30) == people)
    }

    @Test(arguments: Engine.tested)
    func `the same seed makes the same past`(_ engine: Engine) async throws {
        var told: [[String]] = []
        for _ in 0..<2 { try await withPast(on: engine) { (past) async throws in told.append(try await past.told()) } }
        #expect(told[0] == told[1] && !told[0].isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `something of every kind has happened, and no letter waits`(_ engine: Engine) async throws {
        try await withPast(on: engine) { (past) async throws in
            for status in ["active", "suspended", "ended"] { #expect(try await past.count("engagements WHERE status = \(status)") > 0, "\(status)") }
            for status in ["asking", "declined"] { #expect(try await past.count("matches WHERE status = \(status)") > 0, "\(status)") }
            for kind in ["diverging", "suspended", "no_first_meeting", "overdue_check_in", "talk"] {
                #expect(try await past.count("engagement_flags WHERE settled_at IS NULL AND kind = \(kind)") > 0, "\(kind)")
            }
            #expect(try await past.count("check_ins WHERE answered_at IS NULL") > 0)
            #expect(try await past.count("proposals WHERE offer_id IS NOT NULL") > 0)
            #expect(try await past.count("outbox") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `the newcomer of the cast has a check-in to answer, and the volunteer a question`(_ engine: Engine) async throws {
        try await withPast(on: engine) { (past) async throws in
            let newcomer = try await past.person(.newcomer), volunteer = try await past.person(.volunteer), now = past.hub.now(), today = Day(now, in: past.hub.settings.value.zone)
            try await past.hub.archive.read { db in
                let engagements = try db.engagements.own(of: newcomer)
                #expect(engagements.map(\.status) == [.active])
                #expect(try Sharing.open(among: engagements, in: db, at: now).count == 1)
                #expect(try db.checkIns.waiting(of: engagements.map(\.id)).map(\.person) == [newcomer])
                #expect(try db.asks.own(of: newcomer, at: now).allSatisfy { $0.state(at: now) == .together })
                #expect(try db.asks.own(of: volunteer, at: now).map { $0.state(at: now) } == [.waiting])
                let giver = try db.offers.giver(of: volunteer, visibleTo: past.coordinator).orNotFound()
                #expect(try db.offers.taken(of: giver.id, on: today) == giver.capacity - 1)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the nightly watch finds nothing that the past has not told`(_ engine: Engine) async throws {
        try await withPast(on: engine) { (past) async throws in
            let flags = try await past.count("engagement_flags")
            try await past.runJob("engagements.watch")
            #expect(try await past.count("engagement_flags") == flags)
            try await past.runJob("asks.follow_up")
            #expect(try await past.count("outbox") == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a week that passes asks whose day has come, and closes nothing`(_ engine: Engine) async throws {
        try await withPast(on: engine) { (past) async throws in
            let living = try await past.count("engagements WHERE status = 'active'"), asking = try await past.count("matches WHERE status = 'asking'")
            for _ in 0..<7 {
                past.town.clock.advance(by: 86_400)
                for job in ["engagements.watch", "asks.follow_up", "check_ins.ask"] { try await past.runJob(job) }
            }
            #expect(try await past.count("engagements WHERE status = 'active'") == living)
            #expect(try await past.count("matches WHERE status = 'asking'") == asking)
            let letters = try await past.count("outbox")
            #expect(letters > 0 && letters < 2 * living)
        }
    }
}

/// A demo town with its past.
private struct Past: Sendable {
    let town: TestHub
    let coordinator: Actor
    var hub: Hub { town.hub }

    func count(_ what: SQL) async throws -> Int { try await hub.archive.read { try $0.count("SELECT count(*) FROM \(what)") } }

    func person(_ member: Cast) async throws -> PersonID {
        let role = member.role.rawValue
        return try await hub.archive.read { db in
            try db.value("SELECT u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = \(role)").orNotFound()
        }
    }

    func runJob(_ name: String) async throws {
        let job = try #require(hub.features.flatMap(\.jobs).first { $0.name == name })
        try await job.run(hub)
    }

    /// What keeps pairs apart that were brought together, on the day on which each began.
    func illegal() async throws -> [String] {
        let desk = RoundDesk(hub: hub, catalog: try ProgramCatalog(hub.resources)), zone = hub.settings.value.zone, town = town, coordinator = coordinator
        let today = Day(hub.now(), in: zone)
        return try await hub.archive.read { db in
            let clearances = try OfferClearances(town.organization, programs: desk.catalog, on: today, db)
            let matches = try db.matches.matches("status <> 'declined'", limit: 5000)
            let stale = "SELECT id FROM match_facts WHERE is_stale" as SQL
            #expect(try db.count("SELECT count(*) FROM matches WHERE status <> 'ended' AND need_id IN (\(stale))") == 0)
            return try matches.flatMap { match -> [String] in
                guard let need = try db.facts.needs([match.need]).first, let offer = try db.facts.offers([match.offer]).first else {
                    return match.status == .ended ? [] : ["nothing is known of \(match.id)"]
                }
                let begun = try db.engagements.find(match: match.id)?.startedOn ?? Day(match.approvedAt, in: zone)
                let giver = try db.offers.giver(match.giver, visibleTo: coordinator).orNotFound()
                let then = offer.with(clearances.on(begun), of: giver).with(free: 1)
                return desk.rules(on: begun).obstacles(need, then).map { "\($0)" } + (need.waitingSince < begun ? [] : ["begun before it was sought"])
            }
        }
    }

    /// What happened, without a word of who it happened to, whose ids differ.
    func told() async throws -> [String] {
        try await hub.archive.read { db in
            let pairs = try db.rows("""
                SELECT n.program, n.opened_on, h.district, m.status, m.approved_at, e.status AS life, e.attention, g.capacity,
                       (SELECT count(*) FROM engagement_meetings t WHERE t.engagement_id = e.id) AS meetings,
                       (SELECT count(*) FROM check_ins c WHERE c.engagement_id = e.id) AS questions
                FROM matches m JOIN needs n ON n.id = m.need_id JOIN households h ON h.id = n.household_id JOIN givers g ON g.id = m.giver_id
                LEFT JOIN engagements e ON e.match_id = m.id
                """).map { row in
                let (program, opened, district): (String, String, String?) = (try row.get("program"), try row.get("opened_on"), try row.get("district"))
                let (status, approved, life): (String, String, String?) = (try row.get("status"), try row.get("approved_at"), try row.get("life"))
                let numbers = try ["attention", "capacity", "meetings", "questions"].map { try row.get($0) as Int? ?? 0 }
                return "\(program) \(opened) \(district ?? "") \(status) \(approved) \(life ?? "") \(numbers)"
            }
            let proposed = try db.rows("""
                SELECT n.program, n.opened_on, p.score, o.program AS offered FROM proposals p JOIN needs n ON n.id = p.need_id LEFT JOIN offers o ON o.id = p.offer_id
                """).map { row in
                let (program, opened, score): (String, String, Int) = (try row.get("program"), try row.get("opened_on"), try row.get("score"))
                return "\(program) \(opened) \(score) \(try row.get("offered") as String? ?? "")"
            }
            return pairs.sorted() + proposed.sorted()
        }
    }
}

private func withPast(size: DemoSize = .small, on engine: Engine = .sqlite, _ work: (Past) async throws -> Void) async throws {
    try await withHub(on: engine) { (town) async throws in
        try await DemoTown(hub: town.hub, package: SourceTree.root.appending(path: "demo/port-selby"), size: size).fill()
        let coordinator = Actor(user: town.hub.newID(), person: town.hub.newID(), organization: town.organization, roles: [.coordinator])
        try await work(Past(town: town, coordinator: coordinator))
    }
}
