import Foundation
import Identity
import Storage

extension Connection {
    var handovers: HandoverStore { HandoverStore(db: self) }
}

/// Who has asked for, was offered and took over which household.
struct HandoverStore {
    let db: any Connection

    /// - Throws: `StorageProblem.unique` where another one of this household waits for an answer.
    func insert(_ new: Handover) throws {
        _ = try db.execute("""
            INSERT INTO handovers (id, household_id, organization_id, from_worker, to_worker, cause, asked_by, asked_at, answer, answered_by, answered_at)
            VALUES (\(new.id), \(new.household), \(new.organization), \(new.from), \(new.to), \(new.cause?.rawValue), \(new.askedBy), \(new.askedAt),
                    \(new.answer?.rawValue), \(new.answeredBy), \(new.answeredAt))
            """)
    }

    func find(_ id: String, visibleTo actor: Actor) throws -> Handover? {
        try handovers("id = \(id)", limit: 1).first { $0.organization == actor.organization }
    }

    /// The one of a household that waits for an answer.
    func open(of household: HouseholdID) throws -> Handover? { try handovers("household_id = \(household) AND answer IS NULL", limit: 1).first }

    /// Those that this actor asked for or may answer, with what they may answer, the longest waiting first: a coordinator any that are asked for.
    func open(before actor: Actor, at now: Date) throws -> [(handover: Handover, answers: Set<Handover.Answer>)] {
        let own = try open(with: actor.user)
        let asked = actor.holds(.coordinator) ? try handovers("organization_id = \(actor.organization) AND answer IS NULL", limit: 200) : []
        return (own + asked.filter { one in !own.contains(one) }).sorted { ($0.askedAt, $0.id) < ($1.askedAt, $1.id) }
            .map { ($0, $0.answers(of: actor, at: now)) }.filter { !$1.isEmpty }
    }

    /// Those with someone on either side that wait for an answer.
    func open(with user: UserID) throws -> [Handover] {
        try handovers("answer IS NULL AND from_worker = \(user)", limit: 1000) + handovers("answer IS NULL AND to_worker = \(user)", limit: 1000)
    }

    /// Those of a household, the newest first.
    func all(of household: HouseholdID) throws -> [Handover] { try handovers("household_id = \(household)", order: "asked_at DESC, id", limit: 100) }

    /// False where it was answered meanwhile.
    func answer(_ id: String, _ answer: Handover.Answer, by user: UserID, at now: Date) throws -> Bool {
        try db.execute("UPDATE handovers SET answer = \(answer.rawValue), answered_by = \(user), answered_at = \(now) WHERE id = \(id) AND answer IS NULL") == 1
    }

    private func handovers(_ condition: SQL, order: SQL = "asked_at, id", limit: Int) throws -> [Handover] {
        try db.rows("""
            SELECT id, household_id, organization_id, from_worker, to_worker, cause, asked_by, asked_at, answer, answered_by, answered_at FROM handovers
            WHERE \(condition) ORDER BY \(order) LIMIT \(limit)
            """).map { row in
            Handover(
                id: try row.get("id"), household: try row.get("household_id"), organization: try row.get("organization_id"),
                from: try row.get("from_worker"), to: try row.get("to_worker"), cause: (try row.get("cause") as String?).flatMap(Handover.Cause.init),
                askedBy: try row.get("asked_by"), askedAt: try row.get("asked_at"), answer: (try row.get("answer") as String?).flatMap(Handover.Answer.init),
                answeredBy: try row.get("answered_by"), answeredAt: try row.get("answered_at"))
        }
    }
}
