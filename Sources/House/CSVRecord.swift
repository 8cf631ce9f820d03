import Foundation
import Localization

/// One row of a town's list, by our fields.
public struct CSVRecord: Sendable {
    /// As a spreadsheet counts: 1 is the header.
    public let row: Int
    let cells: [String: String]
    let mapping: CSVMapping
    /// Columns that no field takes, as they stand; empty cells are left out.
    public let rest: [String: String]

    /// The value, in our word where the mapping has one; empty where there is none.
    public subscript(_ field: String) -> String { ours(cells[field] ?? "", field) }

    /// The values of a cell that holds several.
    public func list(_ field: String) -> [String] {
        let cell = cells[field] ?? "", separator = mapping.separators[field] ?? ";"
        guard !separator.isEmpty else { return cell.isEmpty ? [] : [ours(cell, field)] }
        return cell.components(separatedBy: separator).map { ours($0.trimmingCharacters(in: .whitespaces), field) }.filter { !$0.isEmpty }
    }

    /// The name of the column that a field is read from.
    public func column(_ field: String) -> String { mapping.columns[field] ?? field }

    private func ours(_ word: String, _ field: String) -> String {
        guard let known = mapping.values[field] else { return word }
        return known[word] ?? known.first { CSVMapping.folded($0.key) == CSVMapping.folded(word) }?.value ?? word
    }
}

extension CSVMapping {
    /// The rows of a table as records; what keeps it from being read whole goes into the report. Empty rows are passed over.
    public func records(of table: CSVTable, file: String, fields: [CSVField], report: inout ImportReport) -> [CSVRecord] {
        let known = Set(fields.map(\.name))
        for (field, column) in columns.sorted(by: { $0.key < $1.key }) {
            if !known.contains(field) { report.issues.append(.init(file: file, Message("The mapping names a field that does not exist: \(field, "field")."), isError: true)) }
            if !table.header.contains(column) { report.issues.append(.init(file: file, row: 1, column: column, Message("The mapping names this column, and the file has none of that name."), isError: true)) }
        }
        for field in fields where field.isRequired && columns[field.name] == nil {
            report.issues.append(.init(
                file: file, row: 1, column: field.name, field: field.help, Message("No column was chosen for this, and it is needed."), isError: true))
        }
        let places = columns.compactMapValues(table.header.firstIndex(of:)), taken = Set(places.values)
        var records: [CSVRecord] = []
        for (index, cells) in table.rows.enumerated() where cells.contains(where: { !$0.trimmingCharacters(in: .whitespaces).isEmpty }) {
            if cells.count > table.header.count {
                report.issues.append(.init(file: file, row: index + 2, Message("The row has more cells than the header."), isError: true))
            }
            func cell(_ place: Int) -> String { place < cells.count ? cells[place].trimmingCharacters(in: .whitespacesAndNewlines) : "" }
            let rest = table.header.indices.filter { !taken.contains($0) && !cell($0).isEmpty }
            records.append(CSVRecord(
                row: index + 2, cells: places.mapValues(cell), mapping: self,
                rest: Dictionary(rest.map { (table.header[$0], cell($0)) }) { first, _ in first }))
        }
        return records
    }
}
