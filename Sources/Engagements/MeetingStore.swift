import Foundation
import Identity
import Storage

extension Connection {
    var meetings: MeetingStore { MeetingStore(db: self) }
}

/// When two sides met, as each told it.
struct MeetingStore {
    let db: any Connection

    /// The same told twice stands once.
    func log(_ meeting: Meeting, of id: EngagementID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO engagement_meetings (engagement_id, side, happened_on, kind, logged_at)
            VALUES (\(id), \(meeting.side.rawValue), \(meeting.day), \(meeting.kind.rawValue), \(now)) ON CONFLICT DO NOTHING
            """)
        try refreshFirst(of: id)
    }

    func remove(_ meeting: Meeting, of id: EngagementID) throws -> Bool {
        let removed = try db.execute("""
            DELETE FROM engagement_meetings WHERE engagement_id = \(id) AND side = \(meeting.side.rawValue) AND happened_on = \(meeting.day)
              AND kind = \(meeting.kind.rawValue)
            """) == 1
        try refreshFirst(of: id)
        return removed
    }

    /// The newest first.
    func list(of id: EngagementID, limit: Int) throws -> [Meeting] {
        try db.rows("""
            SELECT side, happened_on, kind FROM engagement_meetings WHERE engagement_id = \(id) ORDER BY happened_on DESC, kind, side LIMIT \(limit)
            """).compactMap { row in
            guard let side = Side(rawValue: try row.get("side")), let kind = Meeting.Kind(rawValue: try row.get("kind")) else { return nil }
            return Meeting(side: side, day: try row.get("happened_on"), kind: kind)
        }
    }

    /// The last day on which any of these met, by engagement; one query.
    func last(of ids: [EngagementID]) throws -> [EngagementID: Day] {
        try db.rows("""
            SELECT engagement_id, max(happened_on) AS last_day FROM engagement_meetings WHERE engagement_id IN \(in: ids) AND kind <> 'missed' GROUP BY engagement_id
            """).reduce(into: [:]) { try $0[$1.get("engagement_id")] = $1.get("last_day") }
    }

    private func refreshFirst(of id: EngagementID) throws {
        _ = try db.execute("""
            UPDATE engagements SET first_met_on = (SELECT min(happened_on) FROM engagement_meetings WHERE engagement_id = \(id) AND kind = 'met') WHERE id = \(id)
            """)
    }
}
