import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var breaches: BreachStore { BreachStore(db: self) }
}

/// The register of breaches. Texts come and go as the hub's keys seal them (`SealedBreach`).
struct BreachStore {
    let db: any Connection

    func insert(_ new: Breach, sealed what: String) throws {
        try db.execute("""
            INSERT INTO breaches (id, organization_id, what, known_at, written_at)
            VALUES (\(new.id), \(new.organization), \(what), \(new.knownAt), \(new.writtenAt))
            """)
    }

    /// The breach with its texts sealed; another organization's does not exist.
    func find(_ id: String, in organization: OrganizationID) throws -> Breach? {
        try breaches("b.id = \(id) AND b.organization_id = \(organization)", order: "known_at, b.id", limit: 1).first
    }

    /// Those that are not closed, the longest known first.
    func open(in organization: OrganizationID, limit: Int) throws -> [Breach] {
        try breaches("b.organization_id = \(organization) AND b.closed_at IS NULL", order: "known_at, b.id", limit: limit)
    }

    /// All of them, the newest first.
    func list(in organization: OrganizationID, limit: Int, offset: Int) throws -> [Breach] {
        try breaches("b.organization_id = \(organization)", order: "known_at DESC, b.id", limit: limit, offset: offset)
    }

    /// Adds those who were not in the list yet.
    func add(_ people: [PersonID], to id: String, foundBy way: String) throws {
        for few in people.chunked(by: 300) {
            let rows = few.map { "(\(id), \($0), \(way))" as SQL }
            try db.execute("INSERT INTO breach_people (breach_id, person_id, found_by) VALUES \(rows.joined(separator: ", ")) ON CONFLICT (breach_id, person_id) DO NOTHING")
        }
    }

    func people(of id: String) throws -> [PersonID] {
        try db.rows("SELECT person_id FROM breach_people WHERE breach_id = \(id) ORDER BY person_id").map { try $0.get("person_id") }
    }

    func decideAuthority(_ id: String, _ told: Breach.Told) throws -> Bool {
        try db.execute("""
            UPDATE breaches SET authority_at = \(told.date), authority_reason = \(told.reason)
            WHERE id = \(id) AND authority_at IS NULL AND authority_reason IS NULL AND closed_at IS NULL
            """) == 1
    }

    /// Once they are told, or it is decided that they are not.
    func decidePeople(_ id: String, _ told: Breach.Told, words: String?) throws -> Bool {
        guard try db.execute("""
            UPDATE breaches SET people_at = \(told.date), people_reason = \(told.reason), words = \(words)
            WHERE id = \(id) AND people_at IS NULL AND people_reason IS NULL AND closed_at IS NULL
            """) == 1 else { return false }
        if let at = told.date { try db.execute("UPDATE breach_people SET told_at = \(at + Breach.undoSeconds) WHERE breach_id = \(id)") }
        return true
    }

    /// As if nobody had said that the authority was told, or the people.
    func undoAuthority(_ id: String, at now: Date) throws -> Bool {
        try db.execute("UPDATE breaches SET authority_at = NULL WHERE id = \(id) AND authority_at > \(now - Breach.undoSeconds) AND closed_at IS NULL") == 1
    }

    func undoPeople(_ id: String, at now: Date) throws -> Bool {
        guard try db.execute("""
            UPDATE breaches SET people_at = NULL, words = NULL WHERE id = \(id) AND people_at > \(now - Breach.undoSeconds) AND closed_at IS NULL
            """) == 1 else { return false }
        try db.execute("UPDATE breach_people SET told_at = NULL WHERE breach_id = \(id)")
        return true
    }

    func close(_ id: String, measures: String, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE breaches SET measures = \(measures), closed_at = \(now) WHERE id = \(id) AND closed_at IS NULL
              AND COALESCE(authority_at, authority_reason) IS NOT NULL AND COALESCE(people_at, people_reason) IS NOT NULL
            """) == 1
    }

    /// The breaches of which this person was told by now, the newest first.
    func told(_ person: PersonID, at now: Date) throws -> [Breach] {
        try breaches("b.id IN (SELECT breach_id FROM breach_people WHERE person_id = \(person) AND told_at <= \(now))", order: "known_at DESC, b.id", limit: 50)
    }

    /// Lets go of that someone who is being erased was concerned.
    func erase(_ person: PersonID) throws { _ = try db.execute("DELETE FROM breach_people WHERE person_id = \(person)") }

    private func breaches(_ condition: SQL, order: SQL, limit: Int, offset: Int = 0) throws -> [Breach] {
        try db.rows("""
            SELECT b.id, organization_id, what, known_at, written_at, authority_at, authority_reason, people_at, people_reason, words, measures, closed_at,
                   (SELECT count(*) FROM breach_people p WHERE p.breach_id = b.id) AS affected
            FROM breaches b WHERE \(condition) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
            """).map { row in
            var breach = Breach(
                id: try row.get("id"), organization: try row.get("organization_id"), what: try row.get("what"), knownAt: try row.get("known_at"), at: try row.get("written_at"))
            breach.authority = Breach.Told(try row.get("authority_at"), try row.get("authority_reason"))
            breach.people = Breach.Told(try row.get("people_at"), try row.get("people_reason"))
            (breach.words, breach.measures, breach.closedAt) = (try row.get("words"), try row.get("measures"), try row.get("closed_at"))
            breach.affected = try row.get("affected")
            return breach
        }
    }
}

extension Breach.Told {
    init(_ at: Date?, _ reason: String?) { self = at.map { .at($0) } ?? reason.map { .not(because: $0) } ?? .open }
    fileprivate var date: Date? { if case .at(let date) = self { date } else { nil } }
    fileprivate var reason: String? { if case .not(let reason) = self { reason } else { nil } }
}

extension Keyring {
    /// What is written about a breach is about the hub, and nobody's own: it is sealed under a key of the hub, so that a copy of the data tells nothing.
    func sealBreach(_ text: String, _ field: String, of id: String) throws -> String { try sealSecret(text, as: "breach|\(field)|\(id)") }

    /// The breach with its texts in clear, for the officer's own pages and for those who were told.
    func opened(_ sealed: Breach) throws -> Breach {
        func open(_ text: String, _ field: String) throws -> String { try openSecret(text, as: "breach|\(field)|\(sealed.id)") }
        func open(_ told: Breach.Told, _ field: String) throws -> Breach.Told {
            if case .not(let reason) = told { .not(because: try open(reason, field)) } else { told }
        }
        var clear = Breach(id: sealed.id, organization: sealed.organization, what: try open(sealed.what, "what"), knownAt: sealed.knownAt, at: sealed.writtenAt)
        (clear.authority, clear.people) = (try open(sealed.authority, "authority"), try open(sealed.people, "people"))
        (clear.words, clear.measures) = (try sealed.words.map { try open($0, "words") }, try sealed.measures.map { try open($0, "measures") })
        (clear.closedAt, clear.affected) = (sealed.closedAt, sealed.affected)
        return clear
    }
}
