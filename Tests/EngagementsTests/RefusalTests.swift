import Identity
import TestSupport
import Testing
@testable import Engagements

@Suite struct RefusalTests {
    @Test(arguments: Engine.tested)
    func `a no holds for every need of the household and every offer of the giver`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            _ = try await pair.answer(.offer, "no")
            let hub = pair.hub, now = hub.now(), other: NeedID = hub.newID(), match = pair.match
            try await hub.archive.write { db in
                let first = try db.needs.needs("id = \(pair.need)").first.orNotFound()
                let next = Need(
                    id: other, organization: first.organization, household: first.household, person: first.person, program: "conversation", urgency: .soon,
                    genderWish: .any, openedOn: first.openedOn, closing: nil)
                try db.needs.insert(next, words: nil, times: [], isSpecialist: false, at: now)
                try db.offers.insert(Offer(id: ID(high: 9, low: 9), giver: match.giver, organization: first.organization, program: "conversation", isOpen: true), at: now)
            }
            let (rule, all) = try await hub.archive.read {
                (try $0.pairRules.rule(other, ID(high: 9, low: 9)), try $0.pairRules.all(of: match.organization))
            }
            #expect(rule == .refused)
            #expect(all[Round.Key(other, ID(high: 9, low: 9))] == .refused)
        }
    }

    @Test(arguments: Engine.tested)
    func `the coordinator can't lift what someone refused`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            _ = try await pair.answer(.need, "no")
            let match = pair.match, now = pair.hub.now()
            try await pair.hub.archive.write { db in
                try db.pairRules.clear(match.need, match.offer)
                try db.pairRules.set(.pinned, match.need, match.offer, by: nil, at: now)
            }
            #expect(try await pair.hub.archive.read { try $0.pairRules.rule(match.need, match.offer) } == .refused)
        }
    }
}
