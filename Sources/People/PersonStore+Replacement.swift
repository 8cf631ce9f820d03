import Foundation
import Identity
import Storage

extension PersonStore {
    /// Writes anew what a list says of a person. What the list leaves out stays, and ways of contact are only added, none of a kind
    /// that was put right here.
    ///
    /// - Returns: false where they were corrected here: the list does not undo that.
    package func replace(_ person: SealedPerson, at now: Date) throws -> Bool {
        let isTheirs = try db.execute("""
            UPDATE persons SET given_name = \(person.givenName), family_name = COALESCE(\(person.familyName), family_name),
                   birth_date = COALESCE(\(person.birthDate), birth_date), gender = COALESCE(\(person.gender), gender),
                   updated_at = \(now), version = version + 1 WHERE id = \(person.id) AND corrected_at IS NULL
            """) == 1
        if isTheirs, !person.languages.isEmpty { try setLanguages(person.languages, of: person.id) }
        let corrected = try db.rows("SELECT DISTINCT kind FROM contact_ways WHERE person_id = \(person.id) AND corrected_at IS NOT NULL").map { try $0.get("kind") as String }
        for way in person.contacts where !corrected.contains(way.kind.rawValue) {
            let isKnown = try db.count("SELECT count(*) FROM contact_ways WHERE person_id = \(person.id) AND value_index = \(way.index)") > 0
            if !isKnown { try insert(way, of: person.id, at: now) }
        }
        return isTheirs
    }
}
