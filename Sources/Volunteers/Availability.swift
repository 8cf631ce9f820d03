/// A time of every week at which someone is free, in the hub's time zone.
public struct WeeklySlot: Sendable, Hashable, Comparable {
    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public let weekday: Int
    /// Minutes after midnight, `from` 0 to 1439, `to` later than `from` and at most 1440.
    public let from: Int, to: Int

    /// Nil where there is no such time.
    public init?(weekday: Int, from: Int, to: Int) {
        guard (1...7).contains(weekday), (0...1439).contains(from), to > from, to <= 1440 else { return nil }
        (self.weekday, self.from, self.to) = (weekday, from, to)
    }

    public static func < (a: Self, b: Self) -> Bool { (a.weekday, a.from, a.to) < (b.weekday, b.from, b.to) }
}

/// A part of the day, as people name it.
package enum DayPart: String, CaseIterable, Sendable {
    case morning, afternoon, evening

    package var minutes: Range<Int> {
        switch self {
        case .morning: 8 * 60..<12 * 60
        case .afternoon: 12 * 60..<17 * 60
        case .evening: 17 * 60..<21 * 60
        }
    }

    package func slot(on weekday: Int) -> WeeklySlot? { WeeklySlot(weekday: weekday, from: minutes.lowerBound, to: minutes.upperBound) }
}

extension WeeklySlot {
    /// As the grid of the form sends it: `2-evening`.
    package init?(field: String) {
        let parts = field.split(separator: "-")
        guard parts.count == 2, let weekday = Int(parts[0]), let part = DayPart(rawValue: String(parts[1])),
              let slot = part.slot(on: weekday) else { return nil }
        self = slot
    }

    /// The part of the day that this is exactly.
    package var part: DayPart? { DayPart.allCases.first { $0.minutes == from..<to } }
}

extension [WeeklySlot] {
    /// The parts of days that lie within these, as the grid of the form sends them.
    package var fields: Set<String> {
        Set(flatMap { slot in DayPart.allCases.filter { slot.from <= $0.minutes.lowerBound && $0.minutes.upperBound <= slot.to }.map { "\(slot.weekday)-\($0.rawValue)" } })
    }
}
