/// Where a sealed value lies: by which column its row is named, and in which its person stands.
///
/// What a value is bound to, so that it can be put under a newer key without the area that sealed it.
public struct SealedPlace: Sendable, Hashable {
    /// Another table in which the person stands, whose `id` is named by a column of this one.
    struct Detour: Sendable, Hashable { let table: String, key: String }

    let row: String, person: String
    let detour: Detour?

    private init(row: String, person: String, detour: Detour?) { (self.row, self.person, self.detour) = (row, person, detour) }

    /// A row with an `id` and a `person_id`, as most have.
    public static let own = SealedPlace.row("id", of: "person_id")

    public static func row(_ row: String, of person: String) -> SealedPlace { SealedPlace(row: row, person: person, detour: nil) }

    /// The person stands in a column of the row of `table` that `key` names.
    public static func row(_ row: String, of person: String, in table: String, by key: String) -> SealedPlace {
        SealedPlace(row: row, person: person, detour: Detour(table: table, key: key))
    }
}
