import Volunteers

/// The times of the week that two people both have.
struct CommonTime: Sendable, Hashable {
    /// In the order of the week.
    let slots: [WeeklySlot]
    var minutes: Int { slots.reduce(0) { $0 + $1.to - $1.from } }

    init(_ a: [WeeklySlot], _ b: [WeeklySlot]) {
        slots = a.flatMap { one in
            b.compactMap { other in
                one.weekday == other.weekday ? WeeklySlot(weekday: one.weekday, from: max(one.from, other.from), to: min(one.to, other.to)) : nil
            }
        }.sorted()
    }
}
