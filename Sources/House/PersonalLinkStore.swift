import Foundation
import Identity
import Storage

extension Connection {
    public var personalLinks: PersonalLinkStore { PersonalLinkStore(db: self) }
}

/// Whose links were stopped, and how often: links from before the last time open nothing.
public struct PersonalLinkStore {
    let db: any Connection

    /// 0 for someone who never had them stopped.
    public func series(of person: PersonID) throws -> Int {
        try db.value("SELECT series FROM personal_links WHERE person_id = \(person)") ?? 0
    }

    /// When the links of each of these people were stopped last; those whose never were are left out. One query for all.
    public func stopped(of people: [PersonID]) throws -> [PersonID: Date] {
        try db.rows("SELECT person_id, stopped_at FROM personal_links WHERE person_id IN \(in: people)")
            .reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("stopped_at") as Date }
    }

    /// Stops every link that was made for someone so far; those made from now on open. Answers how often that has been done.
    func stop(of person: PersonID, at now: Date) throws -> Int {
        _ = try db.execute("""
            INSERT INTO personal_links (person_id, series, stopped_at) VALUES (\(person), 1, \(now))
            ON CONFLICT (person_id) DO UPDATE SET series = personal_links.series + 1, stopped_at = excluded.stopped_at
            """)
        return try series(of: person)
    }

    /// As often as this at least.
    func raise(to series: Int, of person: PersonID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO personal_links (person_id, series, stopped_at) VALUES (\(person), \(series), \(now))
            ON CONFLICT (person_id) DO UPDATE SET series = excluded.series, stopped_at = excluded.stopped_at WHERE personal_links.series < excluded.series
            """)
    }

    func erase(_ person: PersonID) throws { _ = try db.execute("DELETE FROM personal_links WHERE person_id = \(person)") }
}

extension Migration {
    static let personalLinks = Migration(
        id: "house-003-personal-links",
        sql: ["""
            CREATE TABLE personal_links (
                person_id TEXT NOT NULL PRIMARY KEY,
                series BIGINT NOT NULL CONSTRAINT personal_link_series CHECK (series > 0),
                stopped_at TEXT NOT NULL)
            """])
}
