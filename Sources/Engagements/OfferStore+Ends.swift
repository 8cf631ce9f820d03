import Foundation
import Identity
import Storage

/// A volunteer whose time ends.
struct EndingVolunteer: Sendable {
    let giver: GiverID, person: PersonID
    let lastDay: Day
}

extension OfferStore {
    /// What this person gives themselves; nil where they give nothing.
    func own(of person: PersonID, in organization: OrganizationID) throws -> Giver? {
        try givers("person_id = \(person) AND organization_id = \(organization)").first
    }

    /// What is kept of the giver's places is kept no longer than that.
    func setLastDay(_ day: Day?, of giver: GiverID, at now: Date) throws {
        _ = try db.execute("UPDATE givers SET last_day = \(day), updated_at = \(now) WHERE id = \(giver)")
        _ = try db.execute("UPDATE match_facts SET last_day = \(day) WHERE giver_id = \(giver)")
        if let day { try db.holds.shorten(to: day, of: giver) }
    }

    /// Volunteers with open offers whose last day is one of these, the first to end first.
    /// - Parameter before: the last of them that is known already.
    func volunteersEnding(from first: Day, to last: Day, after before: EndingVolunteer?, limit: Int) throws -> [EndingVolunteer] {
        let rest: SQL? = before.map { "AND (g.last_day > \($0.lastDay) OR g.last_day = \($0.lastDay) AND g.id > \($0.giver))" }
        return try db.rows("""
            SELECT g.id, g.person_id, g.last_day FROM givers g WHERE g.last_day BETWEEN \(first) AND \(last) AND g.person_id IS NOT NULL \(rest)
              AND EXISTS (SELECT 1 FROM offers o WHERE o.giver_id = g.id AND o.is_open) ORDER BY g.last_day, g.id LIMIT \(limit)
            """).map { EndingVolunteer(giver: try $0.get("id"), person: try $0.get("person_id"), lastDay: try $0.get("last_day")) }
    }

    /// Open places of organizations whose last day is one of these.
    func placesEnding(in organization: OrganizationID, from first: Day, to last: Day) throws -> Int {
        try db.count("""
            SELECT count(*) FROM givers g WHERE g.organization_id = \(organization) AND g.last_day BETWEEN \(first) AND \(last) AND g.person_id IS NULL
              AND EXISTS (SELECT 1 FROM offers o WHERE o.giver_id = g.id AND o.is_open)
            """)
    }
}

extension Migration {
    static let offerEnds = Migration(
        id: "engagements-010-offer-ends",
        sql: [
            "ALTER TABLE givers ADD COLUMN last_day TEXT", "ALTER TABLE match_facts ADD COLUMN last_day TEXT",
            "CREATE INDEX givers_last_day ON givers (last_day) WHERE last_day IS NOT NULL",
        ])
}
