import Foundation
import Identity
import Storage
import Trust
import Vault

extension Connection {
    package var persons: PersonStore { PersonStore(db: self) }
}

/// Persons and what belongs to them; sealing is done before the transaction, opening through `Access` only.
package struct PersonStore {
    let db: any Connection

    package func insert(_ person: SealedPerson, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO persons (id, organization_id, household_id, given_name, family_name, birth_date, gender, extra, is_head, source_key, source_mac, created_at, updated_at, version)
            VALUES (\(person.id), \(person.organization), \(person.household), \(person.givenName), \(person.familyName),
                    \(person.birthDate), \(person.gender), \(person.extra), \(person.isHead), \(person.source?.key), \(person.source?.mac), \(now), \(now), 1)
            """)
        try setLanguages(person.languages, of: person.id)
        for way in person.contacts { try insert(way, of: person.id, at: now) }
    }

    /// Replaces what an import wrote by what its changed row says now; ways of contact that the desk added stay, and who was corrected there.
    package func replaceImported(_ person: SealedPerson, at now: Date) throws {
        _ = try db.execute("""
            UPDATE persons SET extra = \(person.extra), source_key = \(person.source?.key), source_mac = \(person.source?.mac), updated_at = \(now), version = version + 1
            WHERE id = \(person.id)
            """)
        let isTheirs = try db.execute("""
            UPDATE persons SET given_name = \(person.givenName), family_name = \(person.familyName), birth_date = \(person.birthDate), gender = \(person.gender)
            WHERE id = \(person.id) AND corrected_at IS NULL
            """) == 1
        if isTheirs { try setLanguages(person.languages, of: person.id) }
        _ = try db.execute("DELETE FROM contact_ways WHERE person_id = \(person.id) AND is_imported")
        for way in person.contacts { try insert(way, of: person.id, at: now) }
    }

    /// Persons that came from a list, by household and by the keyed hash of their row's key.
    func imported(to organization: OrganizationID) throws -> [HouseholdID: [String: ImportKnown.Person]] {
        var found: [HouseholdID: [String: ImportKnown.Person]] = [:]
        try db.each("""
            SELECT id, household_id, source_key, source_mac, corrected_at IS NOT NULL AS is_corrected FROM persons
            WHERE organization_id = \(organization) AND source_key IS NOT NULL AND household_id IS NOT NULL
            """) { row in
            found[try row.get("household_id"), default: [:]][try row.get("source_key")] = .init(
                id: try row.get("id"), mac: try row.get("source_mac") ?? "", isCorrected: try row.get("is_corrected"))
        }
        return found
    }

    package func setLanguages(_ languages: [SpokenLanguage], of person: PersonID) throws {
        _ = try db.execute("DELETE FROM person_languages WHERE person_id = \(person)")
        for language in languages {
            _ = try db.execute("""
                INSERT INTO person_languages (person_id, code, level, reads)
                VALUES (\(person), \(language.code), \(language.level.rawValue), \(language.reads.rawValue))
                ON CONFLICT (person_id, code) DO UPDATE SET level = excluded.level, reads = excluded.reads
                """)
        }
    }

    package func insert(_ way: SealedContact, of person: PersonID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO contact_ways (id, person_id, kind, value, value_index, is_safe, words, is_imported, created_at)
            VALUES (\(way.id), \(person), \(way.kind.rawValue), \(way.value), \(way.index), \(way.isSafe), \(way.words), \(way.isImported), \(now))
            """)
    }

    package func remove(contact id: String, of person: PersonID) throws -> Bool {
        try db.execute("DELETE FROM contact_ways WHERE id = \(id) AND person_id = \(person)") == 1
    }

    /// The person, where the actor's organization is theirs; nobody else's exists for the actor.
    ///
    /// - Parameter evenRestricted: for what protects them, such as safeguarding and the stop of a lost card; else whoever is kept and not used exists for themselves alone.
    package func find(_ id: PersonID, visibleTo actor: Actor, evenRestricted: Bool = false) throws -> Person? {
        try find([id], visibleTo: actor, evenRestricted: evenRestricted).first
    }

    package func find(_ ids: [PersonID], visibleTo actor: Actor, evenRestricted: Bool = false) throws -> [Person] {
        let scope: SQL? = evenRestricted ? nil : "AND (id = \(actor.person) OR \(RestrictionStore.none(of: "persons.id")))"
        // Sorted out here: told both, SQLite reads the whole organization for a handful of ids.
        return try persons("id IN \(in: ids) \(scope)").filter { $0.organization == actor.organization }
    }

    /// Those who live there and whose data is used.
    package func members(of households: [HouseholdID]) throws -> [Person] {
        try persons("household_id IN \(in: households) AND \(RestrictionStore.none(of: "persons.id"))")
    }

    /// Everyone who lives there, those whose data is kept and not used among them.
    package func everyone(in household: HouseholdID) throws -> [Person] { try persons("household_id = \(household)") }

    /// Those changed after this moment, oldest change first: what an index of names must learn.
    func changed(in organization: OrganizationID, after moment: Date) throws -> [Person] {
        try persons("organization_id = \(organization) AND household_id IS NOT NULL AND updated_at > \(moment)")
    }

    /// How many members of households were changed after this moment, and the sum of their versions: it differs after every change.
    func stamp(of organization: OrganizationID, after moment: Date) throws -> String {
        let row = try db.row("""
            SELECT count(*) AS people, CAST(COALESCE(sum(version), 0) AS BIGINT) AS versions
            FROM persons WHERE organization_id = \(organization) AND household_id IS NOT NULL AND updated_at > \(moment)
            """)
        return try "\(row?.get("people") ?? 0) \(row?.get("versions") ?? 0)"
    }

    package func languages(of people: [PersonID]) throws -> [PersonID: [SpokenLanguage]] {
        var found: [PersonID: [SpokenLanguage]] = [:]
        for row in try db.rows("SELECT person_id, code, level, reads FROM person_languages WHERE person_id IN \(in: people) ORDER BY person_id, code") {
            guard let level = SpokenLanguage.Level(rawValue: try row.get("level")),
                  let reads = SpokenLanguage.Literacy(rawValue: try row.get("reads")),
                  let language = SpokenLanguage(code: try row.get("code"), level: level, reads: reads) else { continue }
            found[try row.get("person_id"), default: []].append(language)
        }
        return found
    }

    package func contacts(of people: [PersonID]) throws -> [PersonID: [ContactWay]] {
        var found: [PersonID: [ContactWay]] = [:]
        for row in try db.rows("SELECT id, person_id, kind, value, words, is_safe FROM contact_ways WHERE person_id IN \(in: people) AND replaced_at IS NULL ORDER BY created_at, id") {
            guard let kind = ContactWay.Kind(rawValue: try row.get("kind")) else { continue }
            found[try row.get("person_id"), default: []].append(ContactWay(
                id: try row.get("id"), kind: kind, value: try row.get("value"), words: try row.get("words"), isSafe: try row.get("is_safe")))
        }
        return found
    }

    /// The e-mail address of the person that is safe to use; of several the newest.
    func safeEmail(of person: PersonID) throws -> (id: String, value: Sealed<ContactValue>)? {
        try db.row("""
            SELECT id, value FROM contact_ways WHERE person_id = \(person) AND kind = 'email' AND is_safe AND replaced_at IS NULL ORDER BY created_at DESC, id LIMIT 1
            """).map { (try $0.get("id"), try $0.get("value")) }
    }

    /// Whether something stands about the person that came with a list and has no place of its own.
    func hasNotes(_ id: PersonID) throws -> Bool {
        try db.count("SELECT count(*) FROM persons WHERE id = \(id) AND extra IS NOT NULL") > 0
    }

    /// Whether the person came with a list of households.
    func isFromList(_ id: PersonID) throws -> Bool { try db.count("SELECT count(*) FROM persons WHERE id = \(id) AND source_key IS NOT NULL") > 0 }

    /// Whether the person told that this way of contact is not safe.
    func isUnsafe(_ index: BlindIndex, for person: PersonID) throws -> Bool {
        try db.count("SELECT count(*) FROM contact_ways WHERE person_id = \(person) AND value_index = \(index) AND NOT is_safe") > 0
    }

    /// Persons of this organization reached by exactly this phone number or address, by its blind index.
    package func reached(by index: BlindIndex, in organization: OrganizationID) throws -> [PersonID] {
        try db.rows("""
            SELECT DISTINCT c.person_id FROM contact_ways c JOIN persons p ON p.id = c.person_id
            WHERE c.value_index = \(index) AND c.replaced_at IS NULL AND p.organization_id = \(organization) ORDER BY c.person_id LIMIT 50
            """).map { try $0.get("person_id") }
    }

    private func persons(_ condition: SQL) throws -> [Person] {
        try db.rows("""
            SELECT id, organization_id, household_id, given_name, family_name, birth_date, gender, is_head, updated_at, version
            FROM persons WHERE \(condition) ORDER BY updated_at, id
            """).map { row in
            Person(
                id: try row.get("id"), organization: try row.get("organization_id"), household: try row.get("household_id"),
                givenName: try row.get("given_name"), familyName: try row.get("family_name"), birthDate: try row.get("birth_date"),
                gender: try row.get("gender"), isHead: try row.get("is_head"), updatedAt: try row.get("updated_at"), version: try row.get("version"))
        }
    }
}
