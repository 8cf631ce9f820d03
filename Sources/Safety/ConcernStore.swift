import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var concerns: ConcernStore { ConcernStore(db: self) }
}

/// Concerns; who may see one is asked in every find.
struct ConcernStore {
    let db: any Connection
    static let perPage = 30

    /// The same form sent twice is one concern.
    func insert(_ new: Concern) throws -> Bool {
        try db.execute("""
            INSERT INTO concerns (id, organization_id, person_id, lead_id, words, about, raised_at)
            VALUES (\(new.id), \(new.organization), \(new.person), \(new.lead), \(new.words), \(new.about), \(new.raisedAt)) ON CONFLICT (id) DO NOTHING
            """) == 1
    }

    /// The concern, where this user leads on concerns; for anybody else of the staff it does not exist.
    func find(_ id: ConcernID, for actor: Actor, lead: UserID?) throws -> Concern? {
        guard let lead, lead == actor.user else { return nil }
        return try concerns("id = \(id)").first { $0.organization == actor.organization }
    }

    /// The concern, for the person who raised it.
    func find(_ id: ConcernID, raisedBy person: PersonID) throws -> Concern? { try concerns("id = \(id)").first { $0.person == person } }

    /// The person and the organization behind a personal link.
    func raiser(of id: ConcernID) throws -> (person: PersonID, organization: OrganizationID)? {
        try concerns("id = \(id)").first.map { ($0.person, $0.organization) }
    }

    /// One page for the lead: open ones first, the oldest of them first.
    func list(for actor: Actor, lead: UserID?, page: Int) throws -> (concerns: [Concern], total: Int) {
        guard let lead, lead == actor.user else { return ([], 0) }
        let total = try db.count("SELECT count(*) FROM concerns WHERE organization_id = \(actor.organization)")
        return (try concerns("organization_id = \(actor.organization)", from: (page - 1) * Self.perPage), total)
    }

    func own(of person: PersonID) throws -> [Concern] { try concerns("person_id = \(person)") }

    /// Those that were not read, or not answered, the oldest first.
    func waiting(for actor: Actor, lead: UserID?, limit: Int) throws -> [Concern] {
        guard let lead, lead == actor.user else { return [] }
        return try Array(concerns("organization_id = \(actor.organization) AND closed_at IS NULL").prefix(limit))
    }

    func receive(_ id: ConcernID, at now: Date) throws -> Bool {
        try db.execute("UPDATE concerns SET received_at = \(now) WHERE id = \(id) AND received_at IS NULL") == 1
    }

    /// The first answer stands.
    func answer(_ id: ConcernID, _ answer: Sealed<ConcernAnswer>, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE concerns SET answer = \(answer), answered_at = \(now), received_at = COALESCE(received_at, \(now)) WHERE id = \(id) AND answer IS NULL
            """) == 1
    }

    func close(_ id: ConcernID, _ outcome: Concern.Outcome, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE concerns SET closed_at = \(now), outcome = \(outcome.rawValue), received_at = COALESCE(received_at, \(now)) WHERE id = \(id) AND closed_at IS NULL
            """) == 1
    }

    private func concerns(_ condition: SQL, from first: Int = 0) throws -> [Concern] {
        try db.rows("""
            SELECT id, organization_id, person_id, lead_id, words, about, raised_at, received_at, answer, closed_at, outcome FROM concerns WHERE \(condition)
            ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, raised_at, id LIMIT \(Self.perPage) OFFSET \(first)
            """).map { row in
            Concern(
                id: try row.get("id"), organization: try row.get("organization_id"), person: try row.get("person_id"), lead: try row.get("lead_id"),
                words: try row.get("words"), about: try row.get("about"), raisedAt: try row.get("raised_at"), receivedAt: try row.get("received_at"),
                answer: try row.get("answer"), closedAt: try row.get("closed_at"), outcome: (try row.get("outcome") as String?).flatMap(Concern.Outcome.init))
        }
    }
}
