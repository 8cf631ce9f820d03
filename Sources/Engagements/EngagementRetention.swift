import Foundation
import House
import Identity
import Localization
import People
import Storage
import Trust

extension RetentionEvent {
    static let needClosed = RetentionEvent(rawValue: "need.closed")
    static let factsOutdated = RetentionEvent(rawValue: "facts.outdated")
    static let engagementEnded = RetentionEvent(rawValue: "engagement.ended")
}

extension RetentionRule {
    static let engagements = [
        RetentionRule(
            Message("Engagements and what was said about them"), CheckInWords.entry.retention, trigger: Message("the engagement ended, or the question was closed"),
            .aggregate, or: [.erase, .review],
            find: { moment, limit, _, db in try MatchCluster(db: db).closed(before: moment, limit: limit) },
            drop: { matches, _, db, _ in try MatchCluster(db: db).drop(matches.compactMap { MatchID($0.id) }) }),
        RetentionRule(
            Message("Needs of households"), NeedWords.entry.retention, trigger: Message("the need was closed"), .aggregate, or: [.erase, .review],
            find: { moment, limit, _, db in try MatchCluster(db: db).closedNeeds(before: moment, limit: limit) },
            drop: { needs, _, db, _ in try MatchCluster(db: db).drop(needs: needs.compactMap { NeedID($0.id) }) }),
        RetentionRule(
            Message("What the matching works with"), RetentionPeriod(days: 1, after: .factsOutdated), trigger: Message("the need or the offer was closed"), .erase,
            find: { moment, limit, _, db in try MatchCluster(db: db).outdatedFacts(before: moment, limit: limit) },
            drop: { facts, _, db, _ in try db.facts.remove(facts.map(\.id)) }),
        roundMemory,
    ]
}

extension LastWork {
    /// A household that seeks help or is helped, and whoever helps.
    static let engagements = LastWork { people, db in
        let homes = try db.persons.homes(of: people), lives = Dictionary(grouping: homes.keys) { homes[$0] }
        var last: [PersonID: Date] = [:]
        func note(_ rows: [Row], _ whose: (Row) throws -> [PersonID]) throws {
            for row in rows {
                let at: Date = try row.get("closed_at") as Date? ?? .distantFuture
                for person in try whose(row) { last[person] = max(last[person] ?? at, at) }
            }
        }
        let of = Array(Set(homes.values)).sorted()
        for rows in [try db.rows("SELECT household_id, closed_at FROM needs WHERE household_id IN \(in: of)"),
                     try db.rows("SELECT household_id, ended_at AS closed_at FROM engagements WHERE household_id IN \(in: of)")] {
            try note(rows) { lives[try $0.get("household_id")] ?? [] }
        }
        try note(try db.rows("SELECT volunteer_id, ended_at AS closed_at FROM engagements WHERE volunteer_id IN \(in: people)")) { [try $0.get("volunteer_id")] }
        return last
    }
}

extension MatchCluster {
    fileprivate func closed(before moment: Date, limit: Int) throws -> [Expired] {
        let rows = try db.rows("""
            SELECT m.id, m.closed_at, n.program, n.person_id, g.person_id AS helper FROM matches m
            JOIN needs n ON n.id = m.need_id JOIN givers g ON g.id = m.giver_id
            WHERE m.closed_at < \(moment) ORDER BY m.closed_at, m.id LIMIT \(limit)
            """)
        return try rows.map { row in
            let helper: PersonID? = try row.get("helper")
            return Expired(
                try row.get("id"), of: [try row.get("person_id")] + (helper.map { [$0] } ?? []), since: try row.get("closed_at"), kind: try row.get("program"))
        }
    }

    /// A need goes after the matches that were made for it.
    fileprivate func closedNeeds(before moment: Date, limit: Int) throws -> [Expired] {
        try db.rows("""
            SELECT id, closed_at, program, person_id FROM needs WHERE closed_at < \(moment) AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.need_id = needs.id)
            ORDER BY closed_at, id LIMIT \(limit)
            """).map { Expired(try $0.get("id"), of: [try $0.get("person_id")], since: try $0.get("closed_at"), kind: try $0.get("program")) }
    }

    fileprivate func outdatedFacts(before moment: Date, limit: Int) throws -> [Expired] {
        try db.rows("""
            SELECT f.id AS id, n.closed_at AS since FROM match_facts f JOIN needs n ON n.id = f.id WHERE n.closed_at < \(moment)
            UNION ALL SELECT f.id AS id, o.updated_at AS since FROM match_facts f JOIN offers o ON o.id = f.id WHERE NOT o.is_open AND o.updated_at < \(moment)
            ORDER BY since, id LIMIT \(limit)
            """).map { Expired(try $0.get("id"), since: try $0.get("since")) }
    }
}
