import Localization

/// What an import found and did; its last line counts.
public struct ImportReport: Sendable, Equatable {
    /// Something about one cell, or one row, of a file. A warning was loaded as it stands; an error refuses the whole import.
    public struct Issue: Sendable, Equatable {
        public let file: String
        /// 1 is the header, 2 the first row of data; nil where it is about the whole file.
        public let row: Int?
        public let column: String?
        /// What was looked for where there is no column for it.
        public let field: Message?
        /// What is odd, and what comes of it, in a sentence or two.
        public let message: Message
        public let isError: Bool

        public init(file: String, row: Int? = nil, column: String? = nil, field: Message? = nil, _ message: Message, isError: Bool) {
            (self.file, self.row, self.column, self.field, self.message, self.isError) = (file, row, column, field, message, isError)
        }

        /// For the command line.
        public var line: String {
            let place = [row.map { "row \($0)" }, column.map { "column \($0)" }].compactMap { $0 }.joined(separator: ", ")
            return "\(isError ? "error" : "warning"): \(file)\(place.isEmpty ? "" : ", \(place)"): \(message.plainEnglish)"
        }
    }

    public var read = 0, new = 0, changed = 0, unchanged = 0
    public var issues: [Issue] = []

    public init() {}

    public var errors: [Issue] { issues.filter(\.isError) }
    /// Rows, or whole files, that something odd stands in.
    public var warned: Int { Self.places(issues.filter { !$0.isError }) }
    /// Rows, or whole files, that kept the import from being applied.
    public var refused: Int { Self.places(errors) }
    public var isRefused: Bool { !errors.isEmpty }

    private static func places(_ issues: [Issue]) -> Int { Set(issues.map { "\($0.file)|\($0.row ?? 0)" }).count }

    /// Where the import is refused nothing is new and nothing changed.
    public mutating func clearCounts() { (new, changed, unchanged) = (0, 0, 0) }

    public var lastLine: String {
        "read \(read), new \(new), changed \(changed), unchanged \(unchanged), warned \(warned), refused \(refused)"
    }
}
