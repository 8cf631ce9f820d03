import Foundation
import Identity
import Storage
import Vault

extension Connection {
    package var credentials: CredentialStore { CredentialStore(db: self) }
}

/// What people have shown; only ever appended to. What was recorded by mistake is annulled by a row of its own.
package struct CredentialStore {
    let db: any Connection

    /// - Throws: `StorageProblem.unique` where the row is there already, or where this referee's word on the same kind stands.
    func append(_ new: Credential, of person: PersonID) throws {
        // Rows never change, so each is numbered by how many of the same referee were taken back before it.
        let turn: SQL = new.referee.map { referee in
            """
            (SELECT count(*) FROM credentials c JOIN credentials later ON later.annuls = c.id
             WHERE c.person_id = \(person) AND c.referee_id = \(referee) AND c.kind = \(new.kind.rawValue))
            """
        } ?? "0"
        _ = try db.execute("""
            INSERT INTO credentials (id, person_id, kind, outcome, issued_on, expires_on, verified_by, referee_id, turn, reason, recorded_at)
            VALUES (\(new.id), \(person), \(new.kind.rawValue), \(new.outcome.rawValue), \(new.issuedOn), \(new.expiresOn),
                    \(new.verifiedBy), \(new.referee), \(turn), \(new.reason), \(new.recordedAt))
            """)
    }

    func holds(_ id: String, of person: PersonID) throws -> Bool {
        try db.count("SELECT count(*) FROM credentials WHERE id = \(id) AND person_id = \(person)") > 0
    }

    /// What a referee says themselves replaces what was recorded for them.
    func replace(with answers: [Credential], of referee: String, person: PersonID, on day: Day, at now: Date) throws {
        for answer in answers {
            _ = try db.execute("""
                INSERT INTO credentials (id, person_id, kind, outcome, issued_on, referee_id, turn, annuls, recorded_at)
                SELECT \(Secret.token(bytes: 16)), person_id, kind, 'annulled', \(day), referee_id, turn, id, \(now) FROM credentials c
                WHERE referee_id = \(referee) AND person_id = \(person) AND kind = \(answer.kind.rawValue) AND outcome <> 'annulled' AND \(standing)
                """)
            try append(answer, of: person)
        }
    }

    /// Takes back one that stands; false where there is none of this person.
    func annul(_ id: String, of person: PersonID, as correction: String, on day: Day, by user: UserID, at now: Date) throws -> Bool {
        try db.execute("""
            INSERT INTO credentials (id, person_id, kind, outcome, issued_on, verified_by, annuls, recorded_at)
            SELECT \(correction), person_id, kind, 'annulled', \(day), \(user), id, \(now) FROM credentials c
            WHERE id = \(id) AND person_id = \(person) AND outcome <> 'annulled' AND \(standing)
            """) == 1
    }

    /// What stands of these people, oldest first.
    package func standing(of people: [PersonID]) throws -> [PersonID: [Credential]] { try standing("person_id IN \(in: people)") }

    /// What stands of everyone whose offer to this organization is open, in one query.
    package func standing(openIn organization: OrganizationID) throws -> [PersonID: [Credential]] {
        try standing("person_id IN (SELECT person_id FROM applications WHERE organization_id = \(organization) AND status = 'open')")
    }

    /// What was ever recorded of somebody, and whether it was taken back since, oldest first.
    func all(of person: PersonID) throws -> [(credential: Credential, isTakenBack: Bool)] {
        let takenBack = Set(try db.rows("SELECT annuls FROM credentials WHERE person_id = \(person) AND annuls IS NOT NULL").map { try $0.get("annuls") as String })
        return try rows("person_id = \(person)").map { ($0.credential, takenBack.contains($0.credential.id)) }
    }

    private func standing(_ condition: SQL) throws -> [PersonID: [Credential]] {
        Dictionary(grouping: try rows("\(condition) AND \(standing)"), by: \.person).mapValues { $0.map(\.credential) }
    }

    private func rows(_ condition: SQL) throws -> [(person: PersonID, credential: Credential)] {
        try db.rows("""
            SELECT id, person_id, kind, outcome, issued_on, expires_on, verified_by, referee_id, reason, recorded_at FROM credentials c
            WHERE \(condition) AND outcome <> 'annulled' ORDER BY issued_on, recorded_at, id
            """).compactMap { row in
            guard let outcome = Credential.Outcome(rawValue: try row.get("outcome")) else { return nil }
            return (try row.get("person_id"), Credential(
                id: try row.get("id"), kind: .init(rawValue: try row.get("kind")), outcome: outcome, issuedOn: try row.get("issued_on"),
                expiresOn: try row.get("expires_on"), verifiedBy: try row.get("verified_by"),
                referee: try row.get("referee_id"), reason: try row.get("reason"), recordedAt: try row.get("recorded_at")))
        }
    }

    private let standing: SQL = "NOT EXISTS (SELECT 1 FROM credentials later WHERE later.annuls = c.id)"
    init(db: any Connection) { self.db = db }
}
