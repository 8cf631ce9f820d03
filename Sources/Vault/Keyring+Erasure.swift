import Identity
import Storage

extension Keyring {
    /// The code by which a list of erased people knows someone: the same every time, and nothing without the hub's keys.
    public func erasureTag(of person: PersonID) -> String { mac(person.text, for: "erasure") }

    /// The code by which it knows someone whose links were stopped.
    public func linksTag(of person: PersonID) -> String { mac(person.text, for: "links-stopped") }

    /// Everyone who ever had a key, and whether it was destroyed.
    public func people() async throws -> [(person: PersonID, isErased: Bool)] {
        try await keys.read { db in
            try db.rows("SELECT person_id, max(CASE WHEN wrapped IS NULL THEN 1 ELSE 0 END) AS erased FROM person_keys GROUP BY person_id ORDER BY person_id")
                .map { (try $0.get("person_id"), try $0.get("erased") == 1) }
        }
    }
}
