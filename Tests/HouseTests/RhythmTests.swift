import Foundation
@testable import House
import Identity
import Testing

@Suite struct RhythmTests {
    @Test(arguments: ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"], 0...23)
    func `a daily job is due once each day of two years, whatever the clock does`(_ name: String, _ hour: Int) throws {
        let zone = try #require(TimeZone(identifier: name)), rhythm = Job.Rhythm.daily(hour: hour)
        var moment = Date(timeIntervalSince1970: 1_767_225_600), day = Day(rhythm.next(after: moment, in: zone), in: zone)
        for _ in 0..<730 {
            moment = rhythm.next(after: moment, in: zone)
            #expect(Day(moment, in: zone) == day)
            day = day.adding(days: 1)
        }
    }

    /// London goes from 1:00 to 2:00 on 29 March 2026, New York from 2:00 to 3:00 on 8 March.
    @Test(arguments: [("Europe/London", 1, "2026-03-29T01:00:00Z"), ("Europe/London", 6, "2026-03-29T05:00:00Z"),
                      ("America/New_York", 2, "2026-03-08T07:00:00Z"), ("America/New_York", 3, "2026-03-08T07:00:00Z"),
                      ("America/New_York", 1, "2026-11-01T05:00:00Z"), ("Europe/London", 6, "2026-10-25T06:00:00Z")])
    func `the hour of the town's clock is kept when the clock changes`(_ given: (String, Int, String)) throws {
        let zone = try #require(TimeZone(identifier: given.0)), wanted = try Date(given.2, strategy: .iso8601)
        let midnight = Date(timeIntervalSince1970: (wanted.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400 - 3600)
        #expect(Job.Rhythm.daily(hour: given.1).next(after: max(midnight, wanted - 1), in: zone) == wanted)
    }

    @Test func `what failed is tried again after ever longer, an hour at most`() {
        let start = Date(timeIntervalSince1970: 0), daily = Job.Rhythm.daily(hour: 6)
        let delays = (1...9).map { daily.retry(after: start, failures: $0).timeIntervalSince(start) }
        #expect(delays == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
        #expect(Job.Rhythm.every(seconds: 300).retry(after: start, failures: 1).timeIntervalSince(start) == 300)
    }
}
