import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var referees: RefereeStore { RefereeStore(db: self) }
}

struct RefereeStore {
    let db: any Connection

    func insert(_ referee: SealedReferee, of person: PersonID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO referees (id, person_id, name, contact, created_at)
            VALUES (\(referee.id), \(person), \(referee.name), \(referee.contact), \(now))
            """)
    }

    func list(of person: PersonID) throws -> [Referee] { try referees("person_id = \(person)") }

    /// Those of each person's referees who have not answered, in any way: how many, how many of them nobody asked, and
    /// since when the first one asked has not answered.
    func unanswered(of people: [PersonID]) throws -> [PersonID: Unanswered] {
        try db.rows("""
            SELECT person_id, count(*) AS waiting, count(link_made_at) AS asked, min(link_made_at) AS since
            FROM referees r WHERE answered_at IS NULL AND person_id IN \(in: people)
                   AND NOT EXISTS (SELECT 1 FROM credentials c WHERE c.referee_id = r.id AND c.outcome <> 'annulled'
                                   AND NOT EXISTS (SELECT 1 FROM credentials later WHERE later.annuls = c.id))
            GROUP BY person_id
            """).reduce(into: [:]) { found, row in
            let count: Int = try row.get("waiting")
            found[try row.get("person_id")] = Unanswered(count: count, unasked: count - (try row.get("asked")), since: try row.get("since"))
        }
    }

    struct Unanswered: Sendable {
        let count: Int, unasked: Int
        let since: Date?
    }

    /// Makes the one link that works from now on; false where there is nobody to answer.
    func setLink(_ hash: [UInt8], for id: String, of person: PersonID, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE referees SET link_hash = \(hash), link_made_at = \(now)
            WHERE id = \(id) AND person_id = \(person) AND answered_at IS NULL
            """) == 1
    }

    /// Makes the link worthless; false where there is none.
    func stopLink(for id: String, of person: PersonID) throws -> Bool {
        try db.execute("""
            UPDATE referees SET link_hash = NULL, link_made_at = NULL
            WHERE id = \(id) AND person_id = \(person) AND answered_at IS NULL AND link_hash IS NOT NULL
            """) == 1
    }

    /// Whom a link leads to; nil for one that was used, is unknown or too old, and while the offer is not open.
    func find(link hash: [UInt8], madeAfter moment: Date) throws -> (referee: Referee, organization: OrganizationID)? {
        guard let referee = try referees("link_hash = \(hash) AND link_made_at > \(moment)").first,
              let organization: OrganizationID = try db.value("SELECT organization_id FROM applications WHERE person_id = \(referee.person) AND status = 'open'")
        else { return nil }
        return (referee, organization)
    }

    func answer(_ referee: Referee, _ answer: Sealed<RefereeAnswer>, at now: Date) throws {
        _ = try db.execute("""
            UPDATE referees SET answer = \(answer), answered_at = \(now), link_hash = NULL WHERE id = \(referee.id) AND answered_at IS NULL
            """)
    }

    private func referees(_ condition: SQL) throws -> [Referee] {
        try db.rows("""
            SELECT id, person_id, name, contact, link_made_at, answered_at, answer FROM referees WHERE \(condition) ORDER BY created_at, id
            """).map { row in
            Referee(id: try row.get("id"), person: try row.get("person_id"), name: try row.get("name"), contact: try row.get("contact"),
                    linkMadeAt: try row.get("link_made_at"), answeredAt: try row.get("answered_at"), answer: try row.get("answer"))
        }
    }
}
