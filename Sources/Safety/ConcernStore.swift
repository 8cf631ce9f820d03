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

    /// The concern, where it was told to this user; for anybody else of the staff it does not exist.
    func find(_ id: ConcernID, for actor: Actor) throws -> Concern? {
        try concerns("id = \(id)").first { $0.lead == actor.user && $0.organization == actor.organization }
    }

    /// The concern, for the person who raised it.
    func find(_ id: ConcernID, raisedBy person: PersonID) throws -> Concern? { try concerns("id = \(id)").first { $0.person == person } }

    /// The concern, whoever asks: the caller sees to it that it is theirs.
    func find(_ id: ConcernID) throws -> Concern? { try concerns("id = \(id)").first }

    /// One page of those told to this user: open ones first, the oldest of them first.
    func list(for actor: Actor, page: Int) throws -> (concerns: [Concern], total: Int) {
        let total = try db.count("SELECT count(*) FROM concerns WHERE \(told(to: actor.user, actor.organization))")
        return (try concerns(told(to: actor.user, actor.organization), from: (page - 1) * Self.perPage), total)
    }

    /// All that are open and the newest of those that are closed; `hasMore` where closed ones are left out.
    func own(of person: PersonID) throws -> (concerns: [Concern], hasMore: Bool) {
        let open = try concerns("person_id = \(person) AND closed_at IS NULL", limit: 10_000)
        let closed = try concerns("person_id = \(person) AND closed_at IS NOT NULL", order: "closed_at DESC, id DESC", limit: Self.perPage + 1)
        return (open + closed.prefix(Self.perPage), closed.count > Self.perPage)
    }

    /// Those that were not read, or not answered, the oldest first.
    func waiting(for actor: Actor, limit: Int) throws -> [Concern] {
        try concerns("\(told(to: actor.user, actor.organization)) AND closed_at IS NULL", limit: limit)
    }

    /// How many open ones each user of the organization was told who reads any.
    func open(in organization: OrganizationID) throws -> [(lead: UserID, count: Int)] {
        try db.rows("""
            SELECT lead_id, count(*) AS open FROM concerns WHERE organization_id = \(organization) AND closed_at IS NULL GROUP BY lead_id ORDER BY lead_id
            """).map { (try $0.get("lead_id"), try $0.get("open")) }
    }

    /// Gives the open ones of one user to another; what is closed stays where it was read.
    func handOver(from old: UserID, to new: UserID, in organization: OrganizationID) throws -> [Concern] {
        let handed = try concerns("\(told(to: old, organization)) AND closed_at IS NULL", limit: 10_000)
        _ = try db.execute("UPDATE concerns SET lead_id = \(new) WHERE \(told(to: old, organization)) AND closed_at IS NULL")
        return handed
    }

    private func told(to lead: UserID, _ organization: OrganizationID) -> SQL { "organization_id = \(organization) AND lead_id = \(lead)" }

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

    private func concerns(
        _ condition: SQL, order: SQL = "CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, raised_at, id", limit: Int = Self.perPage, from first: Int = 0
    ) throws -> [Concern] {
        try db.rows("""
            SELECT id, organization_id, person_id, lead_id, words, about, raised_at, received_at, answer, closed_at, outcome FROM concerns WHERE \(condition)
            ORDER BY \(order) LIMIT \(limit) OFFSET \(first)
            """).map { row in
            Concern(
                id: try row.get("id"), organization: try row.get("organization_id"), person: try row.get("person_id"), lead: try row.get("lead_id"),
                words: try row.get("words"), about: try row.get("about"), raisedAt: try row.get("raised_at"), receivedAt: try row.get("received_at"),
                answer: try row.get("answer"), closedAt: try row.get("closed_at"), outcome: (try row.get("outcome") as String?).flatMap(Concern.Outcome.init))
        }
    }
}
