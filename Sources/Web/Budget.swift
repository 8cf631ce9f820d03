import Foundation

/// So many at once, and so many more each second; spent by whoever sends a form.
///
/// Below zero there is a debt: it is paid by waiting, and from a bound on nothing more is lent.
struct Budget: Sendable, Equatable {
    struct Rate: Sendable, Equatable {
        /// How many at once, and how many of them come back in a second.
        let most: Double, perSecond: Double

        func times(_ factor: Double) -> Rate { Rate(most: most * factor, perSecond: perSecond * factor) }
    }
    private var left: Double
    private var at: Date

    init(_ rate: Rate, at now: Date) { (left, at) = (rate.most, now) }

    /// Takes one. Seconds to wait: 0 while there is something left; nil, and nothing is taken, where as much is owed as was ever there.
    mutating func take(_ rate: Rate, at now: Date) -> Double? {
        (left, at) = (refilled(rate, at: now), now)
        guard left > -rate.most + 1 else { return nil }
        left -= 1
        return max(0, -left / rate.most) * FormLimits.longestWait
    }

    /// Whether one can be taken without a debt.
    func has(_ rate: Rate, at now: Date) -> Bool { refilled(rate, at: now) >= 1 }

    func isFull(_ rate: Rate, at now: Date) -> Bool { refilled(rate, at: now) >= rate.most }

    private func refilled(_ rate: Rate, at now: Date) -> Double { min(rate.most, left + max(0, now.timeIntervalSince(at)) * rate.perSecond) }
}
