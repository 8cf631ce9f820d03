import Optimization

/// A round solved once more from what was kept of it.
struct Replay: Sendable, Equatable {
    enum Verdict: Sendable, Equatable {
        /// Solved again from the same facts: the same choice, byte for byte.
        case same
        /// What was kept is proved best; the program as it is today would take another choice that is worth as much.
        case equal
        /// Of some who were in it nothing is known any more, or it could not be solved again; the totals and the proof still stand.
        case proved
        /// What was kept fits together, but how near its choice is to the best could not be reckoned again: households of several
        /// sizes share places counted in people.
        case found
        /// Of some who were in it nothing is known any more. The totals and the proof still stand: no choice is better than the proof
        /// allows, which is so many needs more that are helped, nil where it can't be told in needs. The search that came closer is not
        /// to be repeated without those who are gone.
        case within(Int?)
        /// What was kept does not fit together: somebody changed it.
        case broken
    }
    let verdict: Verdict
    /// Needs in the round, and those of which nothing can be shown any more.
    let needs: Int, gone: Int
    let helped: Int

    /// - Parameters:
    ///   - helped: as the round itself says.
    ///   - text: the proof as it was kept.
    ///   - isCancelled: whether solving again is to stop.
    init(_ text: String, _ records: [RoundRecord], helped: Int, isCancelled: @escaping () -> Bool = { false }) {
        guard let proof = RoundProof(text) else {
            self.init(verdict: .broken, needs: 0, gone: 0, helped: helped)
            return
        }
        let known = Dictionary(records.map { ($0.need, $0) }) { first, _ in first }, all = proof.solution.certificate.needPrices.indices
        let gone = Set(all).subtracting(known.keys)
        self.init(verdict: Self.verdict(proof, text, known, gone, helped: helped, isCancelled), needs: all.count, gone: gone.count, helped: helped)
    }

    init(verdict: Verdict, needs: Int, gone: Int, helped: Int) { (self.verdict, self.needs, self.gone, self.helped) = (verdict, needs, gone, helped) }

    private static func verdict(_ proof: RoundProof, _ text: String, _ known: [Int: RoundRecord], _ gone: Set<Int>, helped: Int, _ isCancelled: @escaping () -> Bool) -> Verdict {
        guard proof.helped.map({ $0 == helped }) ?? (helped <= proof.solution.served), proof.givers ?? 0 <= proof.capacities.count, let market = try? proof.market(known) else { return .broken }
        let households = known.compactMapValues(\.household), isFound = proof.rooms?.found != nil
        guard proof.hasRoom(in: market, households, gone: gone) else { return .broken }
        guard gone.isEmpty else { return proof.isProved(in: market, gone: gone) ? proof.nearness : .broken }
        guard proof.isBest(in: market) else { return .broken }
        let rooms = Rooms(places: proof.rooms?.places ?? [:], households: households)
        do {
            let again = try market.solve(for: proof.solution.goal, isCancelled: isCancelled), plan = try RoomPlan(market, again, rooms, isCancelled: isCancelled)
            if RoundProof(market, again, givers: proof.givers, rooms: rooms, plan: plan) == proof { return .same }
            return isFound || plan != nil ? .found : .equal
        } catch { return isFound ? .found : .proved }
    }
}
