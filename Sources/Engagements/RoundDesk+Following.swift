import Identity
import Storage

extension RoundDesk {
    /// Brings the current round in step with what changed since: what is approved, kept or proposed stays as it is, and of what is
    /// left as many as possible are helped, by the policy in force.
    ///
    /// What is kept of it is a copy of what the tables say, never more: it is reckoned anew after each change, also after a
    /// restart. Where another wrote meanwhile, what that one wrote stays: it may have taken notes that this one knows nothing of.
    /// Does nothing where nothing changed.
    func follow(by actor: Actor) async throws {
        let today = today
        guard try await hub.archive.read({ try $0.marketChanges.isBehind(actor.organization, on: today) }) else { return }
        let market = try await market(inStepFor: actor)
        try await keep(try step(over: market, on: today), over: market, on: today, by: actor)
    }

    /// What the current round came to be by this market.
    func step(over market: OpenMarket, on day: Day) throws -> RoundStep {
        let rules = rules(on: day)
        return RoundStep(try market.keeping(rules), try market.round(rules), proposed: market.standing)
    }

    /// Keeps the step and forgets what was noted for it, where nothing was kept since the market was read.
    func keep(_ step: RoundStep, over market: OpenMarket, on day: Day, by actor: Actor) async throws {
        guard let footing = market.footing else { return }
        let token = hub.newID(RoundID.self).text
        try await hub.archive.write(by: actor, for: .matching) { db, _ in
            guard try db.rounds.footing(of: actor.organization) == footing else { return }
            try db.rounds.keep(step, of: footing.round, on: day, token: token)
            try db.marketChanges.forget(market.changes)
        }
    }
}
