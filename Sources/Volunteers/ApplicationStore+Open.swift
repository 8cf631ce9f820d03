import Identity
import Storage

extension ApplicationStore {
    /// Those of these people whose offer to help is open.
    package func withOpenOffer(among people: [PersonID]) throws -> Set<PersonID> {
        Set(try db.rows("SELECT person_id FROM applications WHERE person_id IN \(in: people) AND status = 'open'").map { try $0.get("person_id") })
    }
}
