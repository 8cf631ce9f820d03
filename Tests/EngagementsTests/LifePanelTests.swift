import Assembly
@testable import Engagements
import Foundation
import House
import Identity
import Localization
import Storage
import Testing
import TestSupport
import Trust
import Web

@Suite struct LifePanelTests {
    private func shown(_ place: Panel.Place, of id: String, to actor: Actor, for purpose: Purpose, _ hub: Hub) async throws -> String {
        let say = hub.catalogs.speech(in: .english)
        return try await hub.archive.read(by: actor, for: purpose) { db, access in
            try hub.parts(on: place, of: id, db, &access).compactMap { $0 as? LifePart }.map { $0.html(say, .none).text }.joined()
        }
    }

    private func actor(_ member: Cast, _ pair: Pair) async throws -> Actor {
        let role = member.role, organization = pair.match.organization
        return try await pair.hub.archive.read { db in
            let row = try db.row("SELECT u.id, u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = \(role.rawValue) AND m.organization_id = \(organization)").orNotFound()
            return Actor(user: try row.get("id"), person: try row.get("person_id"), organization: organization, roles: [role])
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever seeks help hears of a match only once the question has left`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let newcomer = Actor(user: pair.hub.newID(), person: pair.newcomer, organization: pair.match.organization, roles: [.newcomer])
            func told() async throws -> String {
                try await pair.hub.archive.read(by: newcomer, for: .ownFile) { db, access in
                    try pair.hub.parts(on: .own, of: newcomer.person.text, db, &access).compactMap { $0 as? OwnNeedsPart }
                        .map { $0.html(pair.hub.catalogs.speech(in: .english), .none).text }.joined()
                }
            }
            #expect(try await told().contains("We are looking for someone who fits you."))
            pair.leave()
            #expect(try await told().contains("We may have found someone for you."))
            #expect(try await told().contains("before you say yes"))
            _ = try await pair.answer(.need, "yes")
            let sharing = try await told()
            #expect(sharing.contains("One question is still open") && !sharing.contains("before you say yes"))
            _ = try await pair.browser.post("\(try await pair.link(.need))/sharing", [("sharing", "no")])
            #expect(try await told().contains("The answer was yes. Now the other side is asked."))
        }
    }

    @Test(arguments: Engine.tested)
    func `one's own page shows the question once it has left, and then what began`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let volunteer = try await actor(.volunteer, pair), id = pair.volunteer.text
            #expect(try await shown(.own, of: id, to: volunteer, for: .ownFile, pair.hub).isEmpty)
            pair.leave()
            #expect(try await shown(.own, of: id, to: volunteer, for: .ownFile, pair.hub).contains("/my/asks/"))
            try await pair.begin()
            let part = try await shown(.own, of: id, to: volunteer, for: .ownFile, pair.hub)
            #expect(part.contains("/my/engagements/") && !part.contains(Pair.newcomerName))
        }
    }

    @Test(arguments: Engine.tested)
    func `the case worker of the household sees who helps it, a colleague nothing`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let worker = try await actor(.caseWorker, pair)
            #expect(try await shown(.household, of: pair.household, to: worker, for: .casework, pair.hub).isEmpty)
            pair.leave()
            #expect(try await shown(.household, of: pair.household, to: worker, for: .casework, pair.hub).contains("/desk"))
            try await pair.begin()
            #expect(try await shown(.household, of: pair.household, to: worker, for: .casework, pair.hub).contains("Tom"))
            let colleague = Actor(user: pair.hub.newID(), person: pair.hub.newID(), organization: worker.organization, roles: [.caseWorker])
            #expect(try await shown(.household, of: pair.household, to: colleague, for: .casework, pair.hub).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `supervision above the limit is a thing to do and stands out in the figure`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let coordinator = try await actor(.coordinator, pair), hub = pair.hub, today = Day(hub.now(), in: .gmt)
            #expect(try await pair.deskItems().isEmpty)
            let id = try await pair.engagement().id
            for _ in 1...2 { try await copyEngagement(id, pair) }
            var settings = hub.settings.value
            settings.supervisionLimit = "2"
            try await hub.save(settings)
            #expect(try await pair.deskItems() == ["/engagements"])
            let bars = try await hub.archive.read(by: coordinator, for: .matching) { db, access in
                try LifeDesk.figures.compactMap { try $0.draw(hub, db, &access, today) }.flatMap(\.bars).filter(\.isTooMany).map(\.count)
            }
            #expect(bars == [3])
        }
    }

    /// One more of the same, as if another need had been met by the same volunteer.
    private func copyEngagement(_ id: EngagementID, _ pair: Pair) async throws {
        let copy: EngagementID = pair.hub.newID(), match: MatchID = pair.hub.newID(), need: NeedID = pair.hub.newID()
        try await pair.hub.archive.write { db in
            _ = try db.execute("""
                INSERT INTO needs (id, organization_id, household_id, person_id, program, urgency, gender_wish, opened_on, updated_at, version)
                SELECT \(need), organization_id, household_id, person_id, \(need), urgency, gender_wish, opened_on, updated_at, 1 FROM needs WHERE id = \(pair.need)
                """)
            _ = try db.execute("""
                INSERT INTO matches (id, organization_id, need_id, offer_id, giver_id, place, status, approved_at, approved_by, asks_leave_at, closed_at, version)
                SELECT \(match), organization_id, \(need), offer_id, giver_id, place, 'ended', approved_at, approved_by, asks_leave_at, approved_at, 1
                FROM matches WHERE id = \(pair.match.id)
                """)
            _ = try db.execute("""
                INSERT INTO engagements (id, match_id, organization_id, need_id, offer_id, household_id, newcomer_id, volunteer_id, program, with_children,
                                         supervisor_id, status, attention, times_a_month, started_on, planned_until, version)
                SELECT \(copy), \(match), organization_id, \(need), offer_id, household_id, newcomer_id, volunteer_id, program, with_children,
                       supervisor_id, status, attention, times_a_month, started_on, planned_until, 1 FROM engagements WHERE id = \(id)
                """)
        }
    }
}
