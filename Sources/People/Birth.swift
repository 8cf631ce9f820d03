import Identity

/// When someone was born, as far as it is known: a day, or only a year. Written `1990-05-31` or `1990`.
///
/// Many papers say the first of January for a day nobody knows; a year alone says what is true.
public struct Birth: Sendable, Hashable, CustomStringConvertible {
    public let year: Int
    public let day: Day?

    public init(_ day: Day) { self.init(year: day.year, day: day) }

    public init?(_ text: some StringProtocol) {
        if let day = Day(text) {
            self.init(day)
            return
        }
        guard text.utf8.count == 4, let year = Int(text), (1900...9999).contains(year) else { return nil }
        self.init(year: year, day: nil)
    }

    /// As someone typed it, in the digits of any script.
    public init?(typed text: some StringProtocol) { self.init(Typed.plain(text)) }

    private init(year: Int, day: Day?) { (self.year, self.day) = (year, day) }

    public var description: String { day?.description ?? String(year) }

    /// False for a birth in the future, or so long ago that it must be a slip.
    func isPlausible(on today: Day) -> Bool {
        year > 1900 && (day.map { $0 <= today } ?? (year <= today.year))
    }

    /// Whether someone is under 18, or may be: whose birth is known to the year alone is so until that year is over.
    package func mayBeChild(on today: Day) -> Bool {
        !isAtLeast(18, on: today)
    }

    /// Whether someone is this old for certain: whose birth is known to the year alone is so once the year of that birthday is over.
    package func isAtLeast(_ years: Int, on today: Day) -> Bool { day.map { age(of: $0, on: today) >= years } ?? (today.year - year > years) }

    /// The ten years of age that someone is in, as lists tell it; for children five.
    func ages(on today: Day) -> ClosedRange<Int> {
        let age = max(0, day.map { self.age(of: $0, on: today) } ?? today.year - year), width = age < 20 ? 5 : 10
        return age / width * width...age / width * width + width - 1
    }

    private func age(of day: Day, on today: Day) -> Int { today.year - day.year - ((today.month, today.day) < (day.month, day.day) ? 1 : 0) }
}
