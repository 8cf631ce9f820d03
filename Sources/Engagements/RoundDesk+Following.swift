import Identity
import Storage

extension RoundDesk {
    /// Brings the current round in step with what changed since: what is approved, kept or proposed stays as it is, and of what is
    /// left as many as possible are helped, by the policy in force.
    ///
    /// What is kept of it is a copy of what the tables say, never more: it is reckoned anew after each change, also after a
    /// restart, and where two do it at once both write the same. Does nothing where nothing changed.
    func follow(by actor: Actor) async throws {
        let organization = actor.organization, today = today
        guard try await hub.archive.read({ try $0.marketChanges.isBehind(organization, on: today) }) else { return }
        let market = try await market(inStepFor: actor)
        guard let round = market.current else { return }
        let step = RoundStep(try market.keeping(rules), try market.round(rules), proposed: market.standing)
        try await hub.archive.write(by: actor, for: .matching) { db, _ in
            // A round that was made meanwhile has seen it all.
            guard try db.rounds.current(of: organization)?.id == round else { return }
            try db.rounds.keep(step, of: round, on: today)
            try db.marketChanges.forget(market.changes)
        }
    }
}
