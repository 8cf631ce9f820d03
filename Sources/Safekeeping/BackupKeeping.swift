import Foundation

/// Which backups have been kept long enough.
///
/// By age and by count: of data all of two days, then one of each day for 35 days, and one of each of the last seven days on which there are any,
/// whatever their age; of keys those of 30 days, for so long it takes until an erasure reaches the backups, and the last two. A clock that jumped makes
/// everything old at once: after a jump nothing is taken away until the new time has gone on for a week.
struct BackupKeeping: Sendable {
    /// A backup as far as its age goes.
    struct Dated: Sendable {
        let name: String
        /// Nil for what has no time in its name: nobody's to take away.
        let at: Date?
    }
    private static let day = 86_400.0
    static let hourly = 2 * day, daily = 35 * day, keys = 30 * day
    static let fewestDays = 7, fewestKeys = 2
    /// No step from one backup to the next is a jump that is shorter than this, and none that goes back by less than a day.
    static let longestStep = 7 * day
    /// For so long the time must go on after a jump until it is believed.
    static let wait = 7 * day

    private let kind: BackupManifest.Kind
    /// In the order in which they were made.
    private let sets: [(name: String, at: Date)]
    private let strays: [Dated]

    /// - Parameters:
    ///   - sets: in the order in which they were made.
    ///   - strays: those of which only their names tell when that was.
    init(_ kind: BackupManifest.Kind, _ sets: [Dated], strays: [Dated] = []) {
        (self.kind, self.strays) = (kind, strays)
        self.sets = sets.compactMap { set in set.at.map { (set.name, $0) } }
    }

    /// What has been kept long enough, and whether it is kept all the same for a while, because the clock jumped.
    func outlived(at now: Date) -> (names: [String], isHeld: Bool) {
        let start = lastJump(until: now), believed = start < sets.count ? sets[start].at : now
        let ages = ages(start, believed, now), old = kind == .data ? oldData(ages) : oldKeys(ages)
        let names = old + strays.filter { stray in stray.at.map { now.timeIntervalSince($0) > limit } ?? false }.map(\.name)
        let isHeld = start > 0 && now.timeIntervalSince(believed) < Self.wait && !names.isEmpty
        return (isHeld ? [] : names, isHeld)
    }

    private var limit: Double { kind == .data ? Self.daily : Self.keys }

    /// The place of the first backup after the last jump of the clock; 0 where it never jumped, the number of all where it did so after the last.
    ///
    /// Far ahead is a step of more than a week that is also far longer than the one before: some hubs are backed up once a month.
    private func lastJump(until now: Date) -> Int {
        let times = sets.map(\.at) + [now]
        var before = 0.0, jump = 0
        for (place, step) in zip(times, times.dropFirst()).map({ $1.timeIntervalSince($0) }).enumerated() {
            if step < -Self.day || step > max(Self.longestStep, min(2 * before, Self.daily)) { jump = place + 1 }
            before = step
        }
        return jump
    }

    private typealias Aged = (name: String, at: Date, age: Double)

    /// How old each is, the newest first.
    ///
    /// Of those before the last jump, one that says it was made after it was made by a clock that was ahead, and counts from the jump on; one that says
    /// it is older than another that was made before it, by a clock that was behind, and counts as that one.
    private func ages(_ start: Int, _ believed: Date, _ now: Date) -> [Aged] {
        var latest = Date.distantPast
        return sets.enumerated().map { place, set in
            if place < start, set.at > believed { return (set.name, set.at, now.timeIntervalSince(believed)) }
            latest = max(latest, set.at)
            return (set.name, set.at, now.timeIntervalSince(latest))
        }.reversed()
    }

    private func oldKeys(_ ages: [Aged]) -> [String] { ages.dropFirst(Self.fewestKeys).filter { $0.age > limit }.map(\.name) }

    private func oldData(_ ages: [Aged]) -> [String] {
        var days: Set<Int> = []
        return ages.dropFirst().filter { _, at, age in
            guard age > Self.hourly else { return false }
            let isFirst = days.insert(Int((at.timeIntervalSince1970 / Self.day).rounded(.down))).inserted
            return !isFirst || age > limit && days.count > Self.fewestDays
        }.map(\.name)
    }
}
