import Identity
import Testing

@Suite struct DayMonthTests {
    @Test(arguments: [
        ("2026-11-28", 1, "2026-12-28"), ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 1, "2027-01-15"),
        ("2026-05-31", 1, "2026-06-30"), ("2026-05-31", 0, "2026-05-31"), ("2026-08-31", 6, "2027-02-28"),
    ])
    func `a period of months ends on the same day, or on the last there is`(_ from: String, _ months: Int, _ end: String) throws {
        #expect(try #require(Day(from)).adding(months: months).description == end)
    }
}
