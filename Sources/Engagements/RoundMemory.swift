import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault

/// The pairs of one need in a round, and its place there.
enum MatchedPairs: PersonalField {
    static let entry = FieldEntry(
        table: "round_needs", column: "pairs", kind: .circumstances, purposes: [.matching], basis: .publicTask,
        retention: RetentionPeriod(days: 365, after: .roundMade), sensitivity: .sensitive, owner: .coordinator).sealed()
}

extension RetentionEvent {
    static let roundMade = RetentionEvent(rawValue: "round.made")
}

extension RetentionRule {
    static let roundMemory = RetentionRule(
        Message("What rounds worked with"), MatchedPairs.entry.retention, trigger: Message("the round was made"), .erase,
        find: { moment, limit, _, db in try RoundMemory(db: db).old(before: moment, limit: limit) },
        drop: { rows, _, db, _ in try RoundMemory(db: db).drop(rows.map(\.id)) })
}

/// What is kept of rounds so that they can be checked: a proof in numbers, and of each need a record under its person's key.
struct RoundMemory {
    let db: any Connection

    /// What is kept of one need.
    struct Kept: Sendable {
        let id: String
        let person: PersonID
        let pairs: Sealed<MatchedPairs>
    }

    /// Whose each need is.
    func people(of needs: [NeedID]) throws -> [NeedID: PersonID] {
        var found: [NeedID: PersonID] = [:]
        for few in needs.chunked(by: 500) {
            try db.each("SELECT id, person_id FROM needs WHERE id IN \(in: few)") { found[try $0.get("id")] = try $0.get("person_id") as PersonID }
        }
        return found
    }

    func keep(_ proof: RoundProof, _ kept: [Kept], of round: RoundID) throws {
        _ = try db.execute("INSERT INTO round_proofs (round_id, proof) VALUES (\(round), \(proof.text))")
        for few in kept.chunked(by: 200) {
            _ = try db.execute("INSERT INTO round_needs (id, round_id, person_id, pairs) VALUES \(few.map { "(\($0.id), \(round), \($0.person), \($0.pairs))" as SQL }.joined(separator: ", "))")
        }
    }

    /// Nil where nothing is kept of it.
    func proof(of round: RoundID) throws -> String? { try db.value("SELECT proof FROM round_proofs WHERE round_id = \(round)") }

    func kept(of round: RoundID) throws -> [Kept] {
        try db.rows("SELECT id, person_id, pairs FROM round_needs WHERE round_id = \(round) ORDER BY id").map {
            Kept(id: try $0.get("id"), person: try $0.get("person_id"), pairs: try $0.get("pairs"))
        }
    }

    func drop(of person: PersonID) throws { _ = try db.execute("DELETE FROM round_needs WHERE person_id = \(person)") }

    fileprivate func old(before moment: Date, limit: Int) throws -> [Expired] {
        try db.rows("""
            SELECT n.id, r.made_at, n.person_id FROM round_needs n JOIN rounds r ON r.id = n.round_id WHERE r.made_at < \(moment) ORDER BY r.made_at, n.id LIMIT \(limit)
            """).map { Expired(try $0.get("id"), of: [try $0.get("person_id")], since: try $0.get("made_at")) }
    }

    fileprivate func drop(_ ids: [String]) throws {
        for few in ids.chunked(by: 200) { _ = try db.execute("DELETE FROM round_needs WHERE id IN \(in: few)") }
    }
}

extension Migration {
    static let roundMemory = Migration(
        id: "engagements-007-round-memory",
        sql: [
            "CREATE TABLE round_proofs (round_id TEXT NOT NULL PRIMARY KEY REFERENCES rounds (id), proof TEXT NOT NULL)",
            """
            CREATE TABLE round_needs (
                id TEXT NOT NULL PRIMARY KEY,
                round_id TEXT NOT NULL REFERENCES round_proofs (round_id),
                person_id TEXT NOT NULL REFERENCES persons (id),
                pairs BYTEA NOT NULL)
            """,
            "CREATE INDEX round_needs_round ON round_needs (round_id)",
            "CREATE INDEX round_needs_person ON round_needs (person_id)",
        ])

    /// A proof stays as it was written. What is kept of each need goes with its time, or with the person.
    static let lastingProofs = Migration(
        id: "engagements-011-lasting-proofs", sqlite: Guard.sqlite("round_proofs"), postgres: Guard.postgres("round_proofs"))
}
