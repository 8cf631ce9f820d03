import FoundationEssentials

/// Instants are stored as `2026-11-21T19:04:00.000Z`, rounded to the millisecond, so that text sorts as time does.
extension Date: SQLConvertible {
    public var sqlValue: SQLValue { .text(storedText) }

    /// The instant as it is stored, for what must be hashed as it stands.
    package var storedText: String { InstantText.written(milliseconds: wholeMilliseconds) }

    public init(sqlValue: SQLValue) throws(StorageProblem) {
        guard let milliseconds = InstantText.read(try String(sqlValue: sqlValue)) else { throw .wrongType() }
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// Milliseconds since 1970, kept within the years 1 to 9999 that four digits can write.
    private var wholeMilliseconds: Int64 {
        let exact = (timeIntervalSince1970 * 1000).rounded()
        guard exact > Double(InstantText.range.lowerBound) else { return InstantText.range.lowerBound }
        guard exact < Double(InstantText.range.upperBound) else { return InstantText.range.upperBound }
        return Int64(exact)
    }
}
