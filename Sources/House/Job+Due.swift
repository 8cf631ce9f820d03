import Foundation
import Identity

extension Job.Rhythm {
    /// The first time after this moment at which such a job is due.
    ///
    /// A day has each hour of the clock once: the hour that a change of the clock leaves out is taken where the clock
    /// goes on, of the hour that comes twice one is taken.
    func next(after moment: Date, in zone: TimeZone) -> Date {
        switch self {
        case .every(let seconds): return moment.addingTimeInterval(Double(max(seconds, 1)))
        case .daily(let hour):
            var day = Day(moment, in: zone)
            while true {
                let time = day.time(hour: hour, in: zone)
                if time > moment { return time }
                day = day.adding(days: 1)
            }
        }
    }

    /// When a job that failed so many times in a row is tried again: after one minute, two, four... and an hour at most,
    /// but not before its own rhythm where that is slower in seconds.
    func retry(after moment: Date, failures: Int) -> Date {
        let delay = min(60 * pow(2, Double(min(failures, 12) - 1)), 3600)
        guard case .every(let seconds) = self else { return moment.addingTimeInterval(delay) }
        return moment.addingTimeInterval(max(delay, Double(seconds)))
    }
}

extension Day {
    /// When the clock shows this full hour, 0 to 23, on this day.
    func time(hour: Int, in zone: TimeZone) -> Date {
        let shown = Double(number * 86_400 + hour * 3600)
        func offset(_ seconds: Double) -> Double { Double(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))) }
        let first = shown - offset(shown), second = shown - offset(first)
        let found = [first, second].first { $0 + offset($0) == shown } ?? max(first, second)
        return Date(timeIntervalSince1970: found)
    }

    /// The first moment of this day.
    public func start(in zone: TimeZone) -> Date { time(hour: 0, in: zone) }
}
