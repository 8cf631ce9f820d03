import Foundation
import House
import Identity
import Localization
import Storage
import Trust

/// Each night what has been kept long enough goes, but for what a legal hold keeps and what waits for the officer.
struct Retention: Sendable {
    let hub: Hub
    /// Of one kind at once; the rest goes in the same night, some hundreds in a transaction.
    private static let piece = 200
    static let most = 5000

    private var zone: TimeZone { hub.settings.value.zone }

    /// Lets go of all that goes by itself today, and counts what waits for the officer.
    func run() async throws {
        let today = today, actor = Actor.program(of: try await hub.ownOrganization())
        guard try await hub.archive.write({ try $0.nights.begin(today, in: zone) }) else {
            return hub.logger.warning("nothing goes tonight: the date is far from the last night, or this is the first")
        }
        for rule in hub.features.flatMap(\.retention) where rule.action != .review { try await dispose(rule, on: today, by: actor) }
        for rule in hub.features.flatMap(\.retention) { try await count(rule, on: today) }
    }

    var today: Day { Day(hub.now(), in: zone) }

    /// That today's date is right, because the officer said so; what has been kept long enough goes in the next night.
    func confirm(_ day: Day, by actor: Actor) async throws -> Bool {
        let today = today, now = hub.now()
        return try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
            guard day == today, try db.nights.gap(on: today) != nil else { return false }
            try db.nights.believe(today)
            try access.record(.dateConfirmed, on: today.description, at: now, in: db)
            return true
        }
    }

    /// Notes how much of a rule waits: looking for it each time someone opens the desk would cost more than all else there.
    private func count(_ rule: RetentionRule, on today: Day) async throws {
        try await hub.archive.write { db in
            let due = rule.action == .review ? try due(rule, on: today, limit: Self.most, db) : []
            try db.retention.setWaiting(due.count, since: due.first.map { Day($0.since, in: zone).adding(days: rule.days) }, of: rule.event)
        }
    }

    /// Lets go of what waits, because the officer decided so.
    func decide(_ rule: RetentionRule, on today: Day, by actor: Actor) async throws {
        try await dispose(rule, on: today, by: actor)
        try await count(rule, on: today)
    }

    /// Lets go of what is due of one rule, whatever it says happens then. Answers how many.
    @discardableResult
    func dispose(_ rule: RetentionRule, on today: Day, by actor: Actor) async throws -> Int {
        var all = 0
        while true {
            let count = try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
                let records = try Array(due(rule, on: today, limit: Self.most, db).prefix(Self.piece))
                guard !records.isEmpty else { return 0 }
                try rule.dispose(records, hub, db, &access)
                if rule.action == .aggregate { try db.retention.count(records, rule.event, in: zone) }
                try db.retention.record(records.count, rule.event, on: today)
                return records.count
            }
            all += count
            if count < Self.piece { return all }
        }
    }

    /// What is due on a day and not held; the oldest first.
    func due(_ rule: RetentionRule, on day: Day, limit: Int, _ db: any Connection) throws -> [Expired] {
        let held = try db.holds.held(on: Day(hub.now(), in: zone))
        return try rule.due(on: day, limit: limit, hub, db).filter { held.isDisjoint(with: $0.people) }
    }
}

extension Connection {
    var retention: RetentionStore { RetentionStore(db: self) }
}

/// What went, by day, and what was counted when it went.
struct RetentionStore {
    let db: any Connection

    func record(_ records: Int, _ event: RetentionEvent, on day: Day) throws {
        _ = try db.execute("""
            INSERT INTO retention_runs (day, event, records) VALUES (\(day), \(event.rawValue), \(records))
            ON CONFLICT (day, event) DO UPDATE SET records = retention_runs.records + excluded.records
            """)
    }

    /// How many of each kind and month; nobody can be told from it.
    func count(_ records: [Expired], _ event: RetentionEvent, in zone: TimeZone) throws {
        struct Key: Hashable { let kind: String, month: String }
        for (key, same) in Dictionary(grouping: records, by: { Key(kind: $0.kind, month: String(Day($0.since, in: zone).description.prefix(7))) }) {
            _ = try db.execute("""
                INSERT INTO retention_totals (event, kind, month, records) VALUES (\(event.rawValue), \(key.kind), \(key.month), \(same.count))
                ON CONFLICT (event, kind, month) DO UPDATE SET records = retention_totals.records + excluded.records
                """)
        }
    }

    /// How much waits for the officer of one rule, and since which day the oldest does.
    func setWaiting(_ records: Int, since day: Day?, of event: RetentionEvent) throws {
        _ = try db.execute("DELETE FROM retention_waiting WHERE event = \(event.rawValue)")
        guard let day else { return }
        _ = try db.execute("INSERT INTO retention_waiting (event, records, since) VALUES (\(event.rawValue), \(records), \(day))")
    }

    /// What waited when it was last counted, the longest waiting first.
    func waiting() throws -> [(event: RetentionEvent, since: Day)] {
        try db.rows("SELECT event, since FROM retention_waiting ORDER BY since, event").map { (RetentionEvent(rawValue: try $0.get("event")), try $0.get("since")) }
    }

    /// The last so many lines, the newest day first.
    func runs(limit: Int) throws -> [(day: Day, event: RetentionEvent, records: Int)] {
        try db.rows("SELECT day, event, records FROM retention_runs ORDER BY day DESC, event LIMIT \(limit)")
            .map { (try $0.get("day"), RetentionEvent(rawValue: try $0.get("event")), try $0.get("records")) }
    }
}

extension RetentionRule {
    /// What Privacy itself keeps, and people as a whole.
    static let privacy = [
        RetentionRule(
            Message("People with whom nobody works any more"), RetentionPeriod(days: 730, after: .workEnded), trigger: Message("the last work together ended"),
            .review, or: [.erase],
            find: { moment, limit, hub, db in
                let erased = Set(try db.erasures.under(isDue: true) + db.erasures.under(isDue: false))
                return try hub.idle(before: moment, limit: limit, db).filter { erased.isDisjoint(with: $0.people) }
            },
            drop: { records, hub, db, access in for person in records.flatMap(\.people) { try hub.erase(person, in: db, &access, at: hub.now()) } }),
        RetentionRule(
            Message("Who opened what"), RetentionPeriod(days: 730, after: .recordOpened), trigger: Message("it was opened"), .erase,
            find: { moment, limit, hub, db in try AccessRecordStore(db: db, keyring: hub.keyring).old(before: moment, limit: limit).map { Expired($0.id, since: $0.at) } },
            drop: { records, hub, db, access in try AccessRecordStore(db: db, keyring: hub.keyring).dispose(records.map(\.id), &access, at: hub.now()) }),
        RetentionRule(
            Message("What was shared, and with whom"), FieldEntry.shared.retention, trigger: Message("it was closed"), .erase,
            find: { moment, limit, _, db in try db.shares.closed(before: moment, limit: limit).map { Expired($0.id, of: [$0.person], since: $0.at) } },
            drop: { records, _, db, _ in try db.shares.remove(records.map(\.id)) }),
        RetentionRule(
            Message("Records opened in an emergency"), EmergencyReason.entry.retention, trigger: Message("it was opened"), .erase,
            find: { moment, limit, _, db in
                let grants = try db.breakGlass.old(before: moment, limit: limit)
                let people = Dictionary(grouping: try db.breakGlass.concerned(by: grants)) { $0.grant.id }
                return grants.map { Expired($0.id, of: (people[$0.id] ?? []).map(\.person), since: $0.openedAt) }
            },
            drop: { records, _, db, _ in try db.breakGlass.remove(records.map(\.id)) }),
        RetentionRule(
            Message("Requests about data"), RequestWords.entry.retention, trigger: Message("the request was answered"), .erase,
            find: { moment, limit, _, db in
                try db.requests.answered(before: moment, limit: limit).map { Expired($0.id.text, of: $0.person.map { [$0] } ?? [], since: $0.at) }
            },
            drop: { records, _, db, _ in try db.requests.remove(records.map(\.id)) }),
        RetentionRule(
            Message("Legal holds"), HoldReason.entry.retention, trigger: Message("the hold ended"), .erase,
            find: { moment, limit, hub, db in
                let zone = hub.settings.value.zone
                return try db.holds.over(before: Day(moment, in: zone), limit: limit).map { Expired($0.id.text, of: [$0.person], since: $0.endedOn.start(in: zone)) }
            },
            drop: { records, _, db, _ in try db.holds.remove(records.map(\.id)) }),
    ]
}
