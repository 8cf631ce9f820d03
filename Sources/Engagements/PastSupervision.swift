import Identity

/// Who supervises what of the demo's past: nobody more than is good, but for one who has a little too much, so that the desk has
/// something to show.
package enum PastSupervision {
    /// How many more than the limit that one has, and how far below it the others stay.
    private static let over = 2, below = 4

    /// How many people it takes to supervise so many engagements: two at least.
    package static func people(for engagements: Int, limit: Int) -> Int {
        let most = max(1, limit - below), left = max(1, engagements - limit - over)
        return 1 + (left + most - 1) / most
    }

    /// For each pair who supervises it. The second of the supervisors is the one with too much, where it is enough for that.
    static func shared(_ pairs: [PastPair], among supervisors: [UserID], limit: Int) -> [UserID] {
        let living = pairs.count(where: \.lives), isEnough = supervisors.count > 1 && living > limit + limit / 2
        let rest = max(1, isEnough ? living - limit - over : living), others = max(1, supervisors.count - (isEnough ? 1 : 0))
        let shares = supervisors.indices.map { isEnough && $0 == 1 ? Double(limit + over) : Double(rest) / Double(others) }
        var loads = [Double](repeating: 0, count: supervisors.count)
        return pairs.map { pair in
            let next = supervisors.indices.min { (loads[$0] + 1) / shares[$0] < (loads[$1] + 1) / shares[$1] } ?? 0
            if pair.lives { loads[next] += 1 }
            return supervisors[next]
        }
    }
}

extension PastPair {
    /// Whether it is an engagement today.
    fileprivate var lives: Bool { if case .lives = story.course { true } else { false } }
}
