@testable import Directory
@testable import Engagements
import Foundation
import House
import Identity
@testable import People
@testable import Volunteers

extension Parser {
    /// The lists that a town brings along.
    static let lists = [
        Parser("csv") { bytes in
            guard let table = try? CSVTable(bytes) else { return }
            let mapping = CSVMapping(guessedFrom: table.header, fields: HouseholdImport.fields)
            // The draft of a mapping is a mapping.
            _ = try? CSVMapping(yaml: mapping.draft(for: table.header, fields: HouseholdImport.fields))
        },
        Parser("mapping", text: { text in _ = try? CSVMapping(yaml: text) }),
        Parser("households") { bytes in
            guard let table = try? CSVTable(bytes) else { return }
            var reader = HouseholdReader(file: "list.csv", today: today, readers: [])
            for record in records(of: table, HouseholdImport.fields) { _ = reader.read(record) }
        },
        Parser("volunteers") { bytes in
            guard let table = try? CSVTable(bytes) else { return }
            for record in records(of: table, ImportedVolunteer.fields) {
                for field in ImportedVolunteer.fields { record.list(field.name).forEach { _ = VolunteerReader.slots($0) } }
            }
        },
        Parser("gazetteers") { bytes in
            guard let table = try? CSVTable(bytes) else { return }
            var report = ImportReport()
            let places = PlaceImport.places(records(of: table, PlaceImport.fields), file: "list.csv", &report), known = Gazetteer(places)
            for place in places { _ = known.point(of: place.name) }
        },
        Parser("hsds") { bytes in
            // The first byte chooses the table.
            guard let first = bytes.first, let table = try? CSVTable(Array(bytes.dropFirst())) else { return }
            var reader = HSDSReader(table: HSDSTable.all[Int(first) % HSDSTable.all.count], source: "seed")
            for row in reader.rows(of: table) { _ = HSDSRow.adding("more", "x", to: row.extra) }
        },
    ]

    private static let today = Day(number: 20_778)

    private static func records(of table: CSVTable, _ fields: [CSVField]) -> [CSVRecord] {
        var report = ImportReport()
        return CSVMapping(guessedFrom: table.header, fields: fields).records(of: table, file: "list.csv", fields: fields, report: &report)
    }
}
