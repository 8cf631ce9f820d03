import Foundation
import House

/// The directory of a larger demo: what the town offers, once more in each quarter, under the quarter's name.
struct DemoDirectory: Sendable {
    /// The town's own package.
    let package: URL

    /// What is the same everywhere, and what is only about the package itself.
    private static let shared: Set<String> = ["taxonomies.csv", "taxonomy_terms.csv", "units.csv", "metadata.csv", "meta_table_descriptions.csv"]
    private static let sharedReferences: Set<String> = ["taxonomy_term_id", "taxonomy_id", "unit_id"]

    /// Writes a package of so many quarters to a folder; the same seed and the same name of the folder make the same services.
    func write(quarters: Int, to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let names = Self.names(quarters)
        for file in try FileManager.default.contentsOfDirectory(atPath: package.path).sorted() where file.hasSuffix(".csv") && !Self.shared.contains(file) {
            let table = try CSVTable(Array(try Data(contentsOf: package.appending(path: file))))
            var lines = [Self.line(table.header)]
            for name in names {
                for row in table.rows { lines.append(Self.line(Self.moved(row, table.header, of: file, to: name))) }
            }
            try Data(lines.joined(separator: "\n").utf8).write(to: folder.appending(path: file))
        }
    }

    private static func moved(_ row: [String], _ header: [String], of file: String, to quarter: String) -> [String] {
        zip(header, row).map { column, cell in
            if cell.isEmpty { return cell }
            if column == "name", ["services.csv", "organizations.csv"].contains(file) { return "\(cell), \(quarter)" }
            let isReference = column == "id" || column.hasSuffix("_id")
            return isReference && !sharedReferences.contains(column) ? "\(cell) \(quarter)" : cell
        }
    }

    /// Invented names, each once.
    private static func names(_ count: Int) -> [String] {
        let beginnings = ["Ashen", "Birk", "Cald", "Dray", "Elles", "Farn", "Glen", "Hart", "Ives", "Kel", "Lang", "Mers", "Nor", "Oak", "Pen", "Quar", "Ros", "Stan", "Thorn", "Wel"]
        let ends = ["by", "wick", "ford", "ton", "ham", "mere", "gate", "stead"]
        var all = beginnings.flatMap { start in ends.map { start + $0 } }, chosen: [String] = [], random = SeededRandom(state: 2027)
        while chosen.count < count, !all.isEmpty { chosen.append(all.remove(at: random.below(all.count))) }
        return chosen
    }

    private static func line(_ cells: [String]) -> String {
        cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }
}
