import Foundation
import House
import Localization

/// A tabular data package in a folder: a CSV file for each table that it has.
struct HSDSPackage: Sendable {
    let source: String
    let files: [(table: HSDSTable, rows: [HSDSRow])]
    let issues: [ImportReport.Issue]

    init(folder: URL) {
        source = Self.source(of: folder)
        var files: [(HSDSTable, [HSDSRow])] = []
        var issues: [ImportReport.Issue] = []
        for table in HSDSTable.all {
            guard let data = try? Data(contentsOf: folder.appending(path: table.file)) else { continue }
            do throws(CSVProblem) {
                let csv = try CSVTable(Array(data))
                var reader = HSDSReader(table: table, source: source)
                files.append((table, reader.rows(of: csv)))
                issues += reader.issues
            } catch {
                issues.append(.init(file: table.file, error.message, isError: true))
            }
        }
        if files.isEmpty && issues.isEmpty {
            issues.append(.init(file: folder.lastPathComponent, Message("There is no file of an HSDS package in this folder, such as \("services.csv", "example")."), isError: true))
        }
        (self.files, self.issues) = (files, issues)
    }

    /// The name in `datapackage.json`, or the folder's.
    private static func source(of folder: URL) -> String {
        struct Descriptor: Decodable { let name: String? }
        let data = try? Data(contentsOf: folder.appending(path: "datapackage.json"))
        let name = data.flatMap { try? JSONDecoder().decode(Descriptor.self, from: $0) }?.name
        return name ?? folder.lastPathComponent
    }
}
