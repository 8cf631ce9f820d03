import Identity

/// What it is worth to help each need, before it is asked how well anyone fits.
///
/// The needs that can be helped together are the independent sets of a matroid (transversal matroids: Edmonds and
/// Fulkerson, "Transversals and matroid partition", 1965). In a matroid the greedy choice is best for every weighting that
/// keeps the order, and it never takes fewer in all. So a sum of such weights is the order itself, strictly: who goes
/// first is helped whatever it costs those behind, and yet no fewer are helped.
struct Precedence: Sendable {
    /// By need, in their order: 0 or more; the higher goes first.
    let ranks: [Int]

    init(_ needs: [NeedFacts], by policy: Policy, on day: Day) {
        let kinds = needs.map { need in
            policy.priorities.reduce(0) { $0 * 2 + ($1.applies(to: need, on: day) ? 1 : 0) }
        }
        guard policy.aim == .longestWaiting else {
            ranks = kinds
            return
        }
        let places = zip(kinds, needs).map { Place(kind: $0, since: $1.waitingSince) }
        let order = Dictionary(Set(places).sorted().enumerated().map { ($1, $0 + 1) }) { first, _ in first }
        ranks = places.map { order[$0] ?? 0 }
    }

    /// Where a need stands: by its kind, and among its kind by the day since when it waits.
    private struct Place: Hashable, Comparable {
        let kind: Int
        let since: Day

        static func < (a: Self, b: Self) -> Bool { a.kind == b.kind ? a.since > b.since : a.kind < b.kind }
    }

    /// What a rank is worth, so that no fit of all pairs together outweighs one.
    /// - Parameters:
    ///   - units: the most pairs that a round can make.
    ///   - points: the most that one pair can earn by its fit.
    static func step(units: Int, points: Int) -> Int { points * units + 1 }

    /// What one unit of each need earns beside its fit.
    func bases(_ aim: Policy.Aim, step: Int) -> [Int] {
        // By the fit alone a pair of no point would help nobody; and somebody helped is better than nobody.
        return ranks.map { $0 * step + (aim == .bestFit ? 1 : 0) }
    }
}
