import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Web

extension AuditAction {
    static let placesImported = AuditAction(rawValue: "places.imported")
}

/// Brings in the town's gazetteer: places with their point, whole or not at all.
public struct PlaceImport: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    public static let fields = [
        CSVField("place", Message("Name of the place, such as a part of town"), guesses: ["name", "district", "area", "quarter", "lieu", "quartier", "ort"], isRequired: true),
        CSVField("postcode", Message("Postcode, where it has one"), guesses: ["postalcode", "zip", "plz", "codepostal", "postal_code"]),
        CSVField("latitude", Message("Degrees north, such as \("54.06", "example")"), guesses: ["lat", "y"], isRequired: true),
        CSVField("longitude", Message("Degrees east, negative in the west, such as \("-2.80", "example")"), guesses: ["lon", "lng", "long", "x"], isRequired: true),
        CSVField("names", Message("Other names of it, in any language"), guesses: ["alternativenames", "othernames", "aliases", "altnames"], separator: ";"),
    ]

    public func run(_ csv: CSVTable, mapping: CSVMapping, name: String, by actor: Actor, isDryRun: Bool, progress: @escaping ImportProgress = { _, _ in }) async throws -> ImportReport {
        var report = ImportReport()
        let records = mapping.records(of: csv, file: name, fields: Self.fields, report: &report)
        let places = report.isRefused ? [] : Self.places(records, file: name, &report)
        report.read = records.count
        let passes = ImportPasses(over: records.count, passes: 1, progress)
        let known = try await hub.archive.read { Dictionary(try $0.places.all().map { ($0.key, $0) }) { first, _ in first } }
        for place in places {
            switch known[place.key] {
            case nil: report.new += 1
            case place: report.unchanged += 1
            default: report.changed += 1
            }
        }
        if report.isRefused { report.clearCounts() }
        guard !isDryRun, !report.isRefused, report.new + report.changed > 0 else {
            try passes.finish()
            return report
        }
        try await store(places.filter { known[$0.key] != $0 }, by: actor, passes)
        return report
    }

    private func store(_ places: [Place], by actor: Actor, _ passes: ImportPasses) async throws {
        let now = hub.now()
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            for (index, place) in places.enumerated() {
                try db.places.put(place)
                try passes.tell(index + 1, of: places.count, in: 0)
            }
            try db.facts.placeAgain()
            try access.record(.placesImported, on: places.count, at: now, in: db)
        }
    }

    static func places(_ records: [CSVRecord], file: String, _ report: inout ImportReport) -> [Place] {
        var seen: [String: Int] = [:], places: [Place] = []
        for record in records {
            func refuse(_ column: String, _ message: Message) {
                report.issues.append(.init(file: file, row: record.row, column: record.column(column), message, isError: true))
            }
            guard !record["place"].isEmpty else { refuse("place", Message("The name is missing.")); continue }
            guard let latitude = Double(record["latitude"]), (-90...90).contains(latitude) else { refuse("latitude", Message("This is no number of degrees from \("-90", "from") to \("90", "to").")); continue }
            guard let longitude = Double(record["longitude"]), (-180...180).contains(longitude) else { refuse("longitude", Message("This is no number of degrees from \("-180", "from") to \("180", "to").")); continue }
            let names = record.list("names").map { $0.replacing(";", with: " ") }
            guard let place = Place(name: record["place"], postcode: record["postcode"], otherNames: names, latitude: latitude, longitude: longitude) else { continue }
            if let first = seen.updateValue(record.row, forKey: place.key) { refuse("place", Message("This is the same place as in row \(first, "row").")); continue }
            places.append(place)
        }
        return places
    }
}

extension FactsStore {
    /// Looks up again where everyone is, after the gazetteer has changed: households by their part of town, the others before the next round.
    func placeAgain() throws {
        let gazetteer = try Gazetteer(db)
        var changed: [(String, Point?)] = []
        try db.each("""
            SELECT f.id, f.latitude, f.longitude, h.district FROM match_facts f JOIN needs n ON n.id = f.id JOIN households h ON h.id = n.household_id
            """) { row in
            let point = gazetteer.point(of: try row.get("district"))
            if try point != Point(row) { changed.append((try row.get("id"), point)) }
        }
        for (id, point) in changed {
            _ = try db.execute("UPDATE match_facts SET latitude = \(point?.latitude), longitude = \(point?.longitude) WHERE id = \(id)")
        }
        _ = try db.execute("UPDATE match_facts SET is_stale = \(true) WHERE side = 'offer'")
    }
}

extension ListImport {
    static func places(_ hub: Hub) -> ListImport {
        ListImport(name: "places", title: Message("Bring in a list of places"), fields: PlaceImport.fields, roles: [.coordinator, .administrator], purpose: .matching) { csv, mapping, name, actor, isDryRun, progress in
            try await PlaceImport(hub: hub).run(csv, mapping: mapping, name: name, by: actor, isDryRun: isDryRun, progress: progress)
        }
    }
}
