import Identity

/// Writes and reads the one form of an instant, 24 bytes of `YYYY-MM-DDThh:mm:ss.sssZ` in UTC (RFC 3339).
///
/// By hand, because a list of fifty rows holds a hundred of them and a general formatter takes microseconds each.
enum InstantText {
    /// Milliseconds since 1970 of the first instant of year 1 and the last of year 9999.
    static let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999
    private static let perDay: Int64 = 86_400_000

    /// `milliseconds` since 1970, within `range`.
    static func written(milliseconds: Int64) -> String {
        let inDay = Int(((milliseconds % perDay) + perDay) % perDay)
        let day = Day(number: Int((milliseconds - Int64(inDay)) / perDay))
        return String(unsafeUninitializedCapacity: 24) { buffer in
            var place = 0
            func put(_ value: Int, digits: Int, then mark: Unicode.Scalar) {
                var rest = value
                for offset in stride(from: digits - 1, through: 0, by: -1) {
                    buffer[place + offset] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                buffer[place + digits] = UInt8(ascii: mark)
                place += digits + 1
            }
            put(day.year, digits: 4, then: "-")
            put(day.month, digits: 2, then: "-")
            put(day.day, digits: 2, then: "T")
            put(inDay / 3_600_000, digits: 2, then: ":")
            put(inDay / 60_000 % 60, digits: 2, then: ":")
            put(inDay / 1000 % 60, digits: 2, then: ".")
            put(inDay % 1000, digits: 3, then: "Z")
            return 24
        }
    }

    /// Milliseconds since 1970; nil for every other shape and for days and times that do not exist.
    static func read(_ text: String) -> Int64? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count == 24 else { return nil }
            func number(_ places: Range<Int>, then mark: Unicode.Scalar) -> Int? {
                guard bytes[places.upperBound] == UInt8(ascii: mark) else { return nil }
                var value = 0
                for place in places {
                    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) else { return nil }
                    value = value * 10 + Int(bytes[place] - UInt8(ascii: "0"))
                }
                return value
            }
            guard let year = number(0..<4, then: "-"), let month = number(5..<7, then: "-"),
                  let dayOfMonth = number(8..<10, then: "T"), let hour = number(11..<13, then: ":"), hour < 24,
                  let minute = number(14..<16, then: ":"), minute < 60,
                  let second = number(17..<19, then: "."), second < 60,
                  let fraction = number(20..<23, then: "Z"),
                  let day = Day(year: year, month: month, day: dayOfMonth) else { return nil }
            return Int64(day.number) * perDay + Int64(((hour * 60 + minute) * 60 + second) * 1000 + fraction)
        }
    }
}
