import Foundation
import Identity
import Testing

@Suite struct DayTests {
    @Test func `day zero is the first of January 1970, a Thursday`() throws {
        let day = Day(number: 0)
        #expect(day.description == "1970-01-01" && day.weekday == 4)
    }

    @Test(arguments: [-719_162, -1, 0, 59, 60, 11_016, 19_782, 20_778, 2_932_896])
    func `a number makes a day that makes the number`(_ number: Int) {
        #expect(Day(number: number).number == number)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-1", "26-01-01", "2026-01-32", "2026/01/01", ""])
    func `what is not a day is refused`(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `a leap day is a day`() {
        #expect(Day("2028-02-29")?.adding(days: 1).description == "2028-03-01")
    }

    @Test func `the day depends on where one is`() throws {
        let late = Date(timeIntervalSince1970: 1_795_305_000)
        let kyiv = try #require(TimeZone(identifier: "Europe/Kyiv"))
        #expect(Day(late, in: .gmt).description == "2026-11-21" && Day(late, in: kyiv).description == "2026-11-22")
    }
}
