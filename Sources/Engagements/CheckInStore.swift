import Foundation
import Identity
import Storage
import Trust
import Vault

extension Connection {
    var checkIns: CheckInStore { CheckInStore(db: self) }
}

struct CheckInStore {
    let db: any Connection

    /// Asks once for each day that is due; true where it is new.
    func ask(_ id: CheckInID, _ engagement: EngagementID, _ side: Side, _ person: PersonID, due day: Day, at now: Date) throws -> Bool {
        try db.execute("""
            INSERT INTO check_ins (id, engagement_id, side, person_id, due_on, asked_at, is_interpreted)
            VALUES (\(id), \(engagement), \(side.rawValue), \(person), \(day), \(now), \(false)) ON CONFLICT (engagement_id, due_on, side) DO NOTHING
            """) == 1
    }

    func find(_ id: CheckInID) throws -> CheckIn? { try checkIns("c.id = \(id)").first }

    /// The newest question that waits for each side, by engagement; one query.
    func waiting(of engagements: [EngagementID]) throws -> [CheckIn] {
        try checkIns("c.engagement_id IN \(in: engagements) AND c.answered_at IS NULL AND \(RestrictionStore.none(of: "c.person_id"))", limit: 400)
    }

    /// All of one engagement, the newest first.
    func list(of engagement: EngagementID, limit: Int) throws -> [CheckIn] { try checkIns("c.engagement_id = \(engagement)", limit: limit) }

    /// What this person ever answered, the newest first.
    func answered(by person: PersonID) throws -> [CheckIn] { try checkIns("c.person_id = \(person) AND c.answered_at IS NOT NULL") }

    /// What this side answered to the question of that day.
    func answers(_ side: Side, of engagement: EngagementID, due day: Day) throws -> CheckInAnswers? {
        try checkIns("c.engagement_id = \(engagement) AND c.due_on = \(day) AND c.side = \(side.rawValue)").first?.answers
    }

    /// The last day for which each of these was asked; one query.
    func lastAsked(of engagements: [EngagementID]) throws -> [EngagementID: Day] {
        try db.rows("SELECT engagement_id, max(due_on) AS last_day FROM check_ins WHERE engagement_id IN \(in: engagements) GROUP BY engagement_id")
            .reduce(into: [:]) { try $0[$1.get("engagement_id")] = $1.get("last_day") }
    }

    /// Those that nobody has answered since this day or longer, of engagements that are active, and where no flag says so yet.
    func overdue(dueUpTo day: Day, limit: Int) throws -> [(checkIn: CheckIn, organization: OrganizationID)] {
        try db.rows("""
            SELECT \(columns), e.organization_id FROM check_ins c JOIN engagements e ON e.id = c.engagement_id
            WHERE c.answered_at IS NULL AND c.due_on <= \(day) AND e.status = 'active'
              AND NOT EXISTS (SELECT 1 FROM check_ins l WHERE l.engagement_id = c.engagement_id AND l.side = c.side AND l.due_on > c.due_on AND l.answered_at IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM engagement_flags f WHERE f.engagement_id = c.engagement_id AND f.kind = 'overdue_check_in' AND f.side = c.side
                              AND (f.settled_at IS NULL OR f.settled_by IS NOT NULL AND f.raised_at >= c.asked_at))
            ORDER BY c.due_on, c.id LIMIT \(limit)
            """).compactMap { row in try checkIn(row).map { ($0, try row.get("organization_id")) } }
    }

    /// How many questions wait, and how many of them since this day or longer.
    func waitingCount(in organization: OrganizationID, overdueSince day: Day) throws -> (waiting: Int, overdue: Int) {
        let row = try db.row("""
            SELECT count(*) AS waiting, count(CASE WHEN c.due_on <= \(day) THEN 1 END) AS overdue
            FROM engagements e JOIN check_ins c ON c.engagement_id = e.id
            WHERE c.answered_at IS NULL AND e.organization_id = \(organization) AND e.status = 'active'
            """).orNotFound()
        return (try row.get("waiting"), try row.get("overdue"))
    }

    /// Takes the first answer; false where there is one.
    func answer(_ id: CheckInID, _ answers: CheckInAnswers, words: Sealed<CheckInWords>?, _ taking: Taking, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE check_ins SET answered_at = \(now), going = \(answers.going.rawValue), meeting = \(answers.meeting.rawValue), is_safe = \(answers.isSafe),
                   wants_talk = \(answers.wantsTalk), words = \(words), channel = \(taking.channel.rawValue), recorded_by = \(taking.recordedBy),
                   is_interpreted = \(taking.isInterpreted)
            WHERE id = \(id) AND answered_at IS NULL
            """) == 1
    }

    private let columns: SQL = "c.id, c.engagement_id, c.side, c.person_id, c.due_on, c.asked_at, c.answered_at, c.going, c.meeting, c.is_safe, c.wants_talk, c.words, c.channel"
    init(db: any Connection) { self.db = db }

    private func checkIns(_ condition: SQL, limit: Int = 100) throws -> [CheckIn] {
        try db.rows("SELECT \(columns) FROM check_ins c WHERE \(condition) ORDER BY c.due_on DESC, c.side LIMIT \(limit)").compactMap(checkIn)
    }

    private func checkIn(_ row: Row) throws -> CheckIn? {
        guard let side = Side(rawValue: try row.get("side")) else { return nil }
        var answers: CheckInAnswers?
        if let going = (try row.get("going") as String?).flatMap(CheckInAnswers.Going.init),
           let meeting = (try row.get("meeting") as String?).flatMap(CheckInAnswers.Meeting.init) {
            answers = CheckInAnswers(going: going, meeting: meeting, isSafe: try row.get("is_safe"), wantsTalk: try row.get("wants_talk"))
        }
        return CheckIn(
            id: try row.get("id"), engagement: try row.get("engagement_id"), side: side, person: try row.get("person_id"), dueOn: try row.get("due_on"),
            answeredAt: try row.get("answered_at"), answers: answers, words: try row.get("words"), channel: (try row.get("channel") as String?).flatMap(Channel.init))
    }
}
