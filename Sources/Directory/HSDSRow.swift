import Crypto
import Foundation
import House
import Identity
import Localization
import Storage

/// One row of a package, checked: a value for each column of its table, and what the table has no place for.
struct HSDSRow: Sendable {
    let id: String
    let values: [SQLValue]
    /// Unknown columns, and values that could not be kept as what they should be, as JSON; nil where there are none.
    let extra: String?

    /// The extra text with one more value set aside.
    static func adding(_ name: String, _ value: String, to extra: String?) -> String? {
        var all = extra.flatMap { try? JSONDecoder().decode([String: String].self, from: Data($0.utf8)) } ?? [:]
        all[name] = value
        return json(all)
    }

    static func json(_ extra: [String: String]) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(extra)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Reads the rows of one file against the description of its table.
struct HSDSReader {
    let table: HSDSTable
    /// Where the package comes from: an id that is no UUID becomes one, the same each time, from this and itself.
    let source: String
    private(set) var issues: [ImportReport.Issue] = []

    init(table: HSDSTable, source: String) { (self.table, self.source) = (table, source) }

    mutating func rows(of csv: CSVTable) -> [HSDSRow] {
        for column in table.columns where column.isRequired && !csv.header.contains(column.name) {
            issue(nil, column.name, Message("This column is missing."), isError: true)
        }
        guard issues.isEmpty else { return [] }
        var rows: [HSDSRow] = []
        var seen = Set<String>()
        for (index, cells) in csv.rows.enumerated() where cells.contains(where: { !$0.isEmpty }) {
            guard let row = row(cells, header: csv.header, number: index + 2) else { continue }
            if !seen.insert(row.id).inserted { issue(index + 2, "id", Message("This id stands in the file twice."), isError: true) }
            rows.append(row)
        }
        return rows
    }

    private mutating func row(_ cells: [String], header: [String], number: Int) -> HSDSRow? {
        guard cells.count <= header.count else {
            issue(number, nil, Message("The row has more cells than the header."), isError: true)
            return nil
        }
        var named: [String: String] = [:]
        for (name, cell) in zip(header, cells) where !cell.isEmpty { named[name] = cell }
        var extra = named.filter { name, _ in !table.columns.contains { $0.name == name } }
        var values: [SQLValue] = []
        for column in table.columns {
            guard let raw = named[column.name] else {
                if column.isRequired { issue(number, column.name, Message("The cell is empty."), isError: true) }
                values.append(.null)
                continue
            }
            let (value, problem) = HSDSCell(kind: column.kind, source: source).read(raw)
            if let problem { issue(number, column.name, problem, isError: value == .null && column.isRequired) }
            if value == .null { extra[column.name] = raw }
            values.append(value)
        }
        guard case .text(let id)? = values.first else { return nil }
        return HSDSRow(id: id, values: values, extra: extra.isEmpty ? nil : HSDSRow.json(extra))
    }

    private mutating func issue(_ row: Int?, _ column: String?, _ message: Message, isError: Bool) {
        issues.append(.init(file: table.file, row: row, column: column, message, isError: isError))
    }
}

/// One cell: its value, and what is odd about it.
///
/// A value of null with a problem could not be kept in its column; a value with a problem is kept as it stands.
struct HSDSCell {
    let kind: HSDSColumn.Kind
    let source: String

    func read(_ raw: String) -> (SQLValue, problem: Message?) {
        let text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
        switch kind {
        case .id, .anyID, .reference: return (.text(Self.id(text, source: source)), nil)
        case .text: return (.text(raw), nil)
        case .number:
            guard let number = Double(text), number.isFinite else { return (.null, Message("This is not a number.")) }
            return (.real(number), nil)
        case .oneOf(let values):
            let values = values.map(\.description)
            if values.contains(text) { return (.text(text), nil) }
            let folded = text.lowercased().replacing("_", with: " ")
            guard let near = values.first(where: { $0.lowercased() == folded }) else {
                return (.null, Message("This is not one of: \(values.joined(separator: ", "), "words")."))
            }
            return (.text(near), Message("It is read as \(near, "word")."))
        case .day: return (.text(text), Day(text.prefix(10)) == nil ? Message("This is not a date such as \("2026-11-21", "example").") : nil)
        case .instant: return (.text(text), Self.isInstant(text) ? nil : Message("This is not a time such as \("2026-11-21T19:04:00Z", "example")."))
        case .time: return (.text(text), ClockTime(text) == nil ? Message("This is not a time of day such as \("09:30", "example").") : nil)
        case .web: return (.text(text), Self.isWeb(text) ? nil : Message("This is not a web address that begins with \("https://", "beginning")."))
        case .email: return (.text(text), text.contains("@") && !text.contains(" ") ? nil : Message("This is not an e-mail address."))
        }
    }

    /// A UUID as it is, in lower case; anything else by UUIDv5 (RFC 9562, section 5.5) over the source and the text.
    static func id(_ text: String, source: String) -> String {
        if let id = ID<OrganizationKind>(text) { return id.text }
        let digest = Array(Insecure.SHA1.hash(data: Array("\(source)/\(text)".utf8)))
        func word(_ range: Range<Int>) -> UInt64 { digest[range].reduce(0) { $0 << 8 | UInt64($1) } }
        let high = word(0..<8) & ~0xF000 | 0x5000
        let low = word(8..<16) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return ID<OrganizationKind>(high: high, low: low).text
    }

    private static func isInstant(_ text: String) -> Bool {
        Day(text.prefix(10)) != nil && text.dropFirst(10).first == "T"
    }

    private static func isWeb(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && !text.contains(" ") && text.count > 8
    }
}

/// A time of day as publishers write it, such as `09:30`, `9:30Z` or `09:30-05:00`.
///
/// The offset is dropped: publishers write the time on the clock of the place, and an offset is wrong half the year.
struct ClockTime: Sendable, Hashable {
    let hour: Int, minute: Int

    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2)
        guard parts.count >= 2, let hour = Int(parts[0]), let minute = Int(parts[1].prefix(2)), parts[0].count <= 2,
              (0...24).contains(hour), (0...59).contains(minute) else { return nil }
        (self.hour, self.minute) = (hour, minute)
    }
}
