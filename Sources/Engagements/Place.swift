import Directory
import Storage

/// A place of the town's gazetteer: a part of town, a square, a postcode.
public struct Place: Sendable, Hashable {
    public let name: String
    /// Empty where there is none.
    public let postcode: String
    public let otherNames: [String]
    public let point: Point

    /// Nil for a place without a name, or nowhere on Earth.
    public init?(name: String, postcode: String = "", otherNames: [String] = [], latitude: Double, longitude: Double) {
        guard !name.isEmpty, (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        (self.name, self.postcode, self.otherNames) = (name, postcode, otherNames)
        point = Point(latitude: latitude, longitude: longitude)
    }

    /// By which the same place in a list is known again.
    var key: String { Gazetteer.folded(name) + "|" + Gazetteer.foldedCode(postcode) }
}

extension Connection {
    package var places: PlaceStore { PlaceStore(db: self) }
}

/// The rows of the gazetteer.
package struct PlaceStore {
    let db: any Connection

    package func all() throws -> [Place] {
        try db.rows("SELECT name, postcode, other_names, latitude, longitude FROM places ORDER BY search_key").compactMap { row in
            Place(
                name: try row.get("name"), postcode: try row.get("postcode"),
                otherNames: (try row.get("other_names") as String).split(separator: ";").map(String.init),
                latitude: try row.get("latitude"), longitude: try row.get("longitude"))
        }
    }

    package func put(_ place: Place) throws {
        _ = try db.execute("""
            INSERT INTO places (search_key, name, postcode, other_names, latitude, longitude)
            VALUES (\(place.key), \(place.name), \(place.postcode), \(place.otherNames.joined(separator: ";")), \(place.point.latitude), \(place.point.longitude))
            ON CONFLICT (search_key) DO UPDATE SET name = excluded.name, postcode = excluded.postcode, other_names = excluded.other_names,
                latitude = excluded.latitude, longitude = excluded.longitude
            """)
    }
}
