import Identity
import Storage
import Testing
import TestSupport
@testable import Engagements

/// Whether a proposal can still be approved is kept with it; it follows whatever happens to the match, the need and the offer.
@Suite struct ProposalTests {
    @Test(arguments: Engine.tested)
    func `a need that is matched is proposed no longer, until the match is closed`(_ engine: Engine) async throws {
        try await withProposal(on: engine) { town, need, offer in
            try await town.desk.approve(need, offer, by: town.coordinator)
            #expect(try await proposed(town) == 0)
            let now = town.hub.now()
            try await town.hub.archive.write { db in
                let match = try db.matches.matches("need_id = \(need)").first.orNotFound()
                try db.matches.set(.declined, of: match.id, at: now)
            }
            #expect(try await proposed(town) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a need that is closed is proposed no longer, until it is opened again`(_ engine: Engine) async throws {
        try await withProposal(on: engine) { town, need, _ in
            let now = town.hub.now()
            try await town.hub.archive.write { try $0.needs.setClosing(.other, of: need, at: now) }
            #expect(try await proposed(town) == 0)
            try await town.hub.archive.write { try $0.needs.setClosing(nil, of: need, at: now) }
            #expect(try await proposed(town) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `an offer that is closed is proposed no longer, until it is opened again`(_ engine: Engine) async throws {
        try await withProposal(on: engine) { town, _, offer in
            let now = town.hub.now()
            try await town.hub.archive.write { try $0.offers.setOpen(false, [offer], at: now) }
            #expect(try await proposed(town) == 0)
            try await town.hub.archive.write { try $0.offers.setOpen(true, [offer], at: now) }
            #expect(try await proposed(town) == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what was closed while the round was reckoned is not proposed`(_ engine: Engine) async throws {
        try await withProposal(on: engine) { town, need, _ in
            let now = town.hub.now(), round = try await town.desk.solve(for: town.town.organization), organization = town.town.organization
            try await town.hub.archive.write { try $0.needs.setClosing(.other, of: need, at: now) }
            let summary = RoundSummary(
                id: town.hub.newID(), organization: organization, madeAt: now, madeBy: nil, needs: 1, offers: 1, pairs: 1, served: 1, score: 0)
            try await town.hub.archive.write { try $0.rounds.replace(with: summary, proposals: round.proposals, over: $0.rounds.current(of: organization)?.id) }
            #expect(try await proposed(town) == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a need that no round has seen is counted, one that the round has seen is not`(_ engine: Engine) async throws {
        try await withProposal(on: engine) { town, _, _ in
            let organization = town.town.organization, today = try town.desk.today
            func unseen() async throws -> Int {
                try await town.hub.archive.read { try $0.rounds.unseen(of: organization, on: today) }
            }
            #expect(try await unseen() == 0)
            try await town.need()
            #expect(try await unseen() == 1)
        }
    }

    private func proposed(_ town: RoundTown) async throws -> Int {
        let organization = town.town.organization, today = try town.desk.today
        return try await town.hub.archive.read { db in
            let round = try db.rounds.current(of: organization).orNotFound()
            let listed = try db.rounds.proposals(of: round.id, matched: true, on: today, page: 1), count = try db.rounds.count(of: round.id, matched: true, on: today)
            #expect(listed.count == count)
            return count
        }
    }

    private func withProposal(on engine: Engine, _ work: (RoundTown, NeedID, OfferID) async throws -> Void) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub), need = try await town.need()
            try await town.desk.make(by: town.coordinator)
            #expect(try await proposed(town) == 1)
            let offer = try await hub.hub.archive.read { try $0.value("SELECT offer_id FROM proposals") as OfferID? }
            try await work(town, need, try #require(offer))
        }
    }
}
