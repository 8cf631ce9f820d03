import Dispatch
import Identity
import Synchronization

/// All pairs of a round that no rule keeps apart, each with the points of its fit.
///
/// Most of a round's work: every need is held against every offer of its program. The needs are shared out among the cores,
/// and what each finds is put together in the order of the needs, so that the round is the same on any machine.
struct RoundPairs {
    struct Pair: Sendable {
        /// Where the need and the giver stand in the market.
        let need: Int, place: Int
        let offer: OfferID
        let points: Int
        let isPinned: Bool
    }
    /// An object, since an offer is large and is only looked at.
    private final class Ready: Sendable {
        let offer: OfferFacts, place: Int
        init(_ offer: OfferFacts, at place: Int) { (self.offer, self.place) = (offer, place) }
    }

    private let needs: [NeedFacts]
    private let rules: Rules
    private let ready: [String: [Ready]]
    private let said: [NeedID: [OfferID: PairRule]]
    /// So few that no core waits long for the last.
    private static let piece = 64

    init(_ needs: [NeedFacts], _ programs: [String: [OfferFacts]], _ rules: Rules, _ pairRules: [Round.Key: PairRule], _ places: [GiverID: Int]) {
        (self.needs, self.rules) = (needs, rules)
        // What is asked of an offer alone is asked once, and not once a pair.
        ready = programs.reduce(into: [:]) { ready, program in
            ready[program.key] = program.value.compactMap { offer in
                places[offer.giver].flatMap { place in rules.programs[offer.program].flatMap { rules.isReady(offer, for: $0) ? Ready(offer, at: place) : nil } }
            }
        }
        said = pairRules.reduce(into: [:]) { $0[$1.key.need, default: [:]][$1.key.offer] = $1.value }
    }

    func all() -> [Pair] {
        let pieces = (needs.count + Self.piece - 1) / Self.piece, found = Mutex<[Int: [Pair]]>([:])
        DispatchQueue.concurrentPerform(iterations: pieces) { piece in
            let pairs = pairs(of: piece * Self.piece..<min(needs.count, (piece + 1) * Self.piece))
            found.withLock { $0[piece] = pairs }
        }
        return found.withLock { found in (0..<pieces).flatMap { found[$0] ?? [] } }
    }

    private func pairs(of range: Range<Int>) -> [Pair] {
        var pairs: [Pair] = []
        for index in range {
            let need = needs[index], said = said[need.id]
            guard let program = rules.programs[need.program], let ready = ready[need.program] else { continue }
            for ready in ready {
                let rule = said?[ready.offer.id]
                guard rules.suits(need, ready.offer, program, rule: rule) else { continue }
                pairs.append(Pair(need: index, place: ready.place, offer: ready.offer.id, points: rules.fit(need, ready.offer).score, isPinned: rule == .pinned))
            }
        }
        return pairs
    }
}
