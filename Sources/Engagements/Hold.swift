import Foundation
import Identity
import Storage

/// A place of someone's that is kept for one need until a day: neither is in a round meanwhile.
struct Hold: Sendable {
    let need: NeedID
    let offer: OfferID
    /// The last day on which it is kept.
    let until: Day

    /// For how many months a place can be kept at most.
    static let mostMonths = 3

    /// The day typed in, where it is one on which a hold may end.
    static func day(_ text: String, today: Day) -> Day? {
        Day(typed: text).flatMap { (today...today.adding(months: mostMonths)).contains($0) ? $0 : nil }
    }
}

extension Connection {
    var holds: HoldStore { HoldStore(db: self) }
}

/// Places that are kept for somebody.
struct HoldStore {
    let db: any Connection

    /// A need has one place kept for it: a new one takes the place of the one before.
    func set(_ hold: Hold, of organization: OrganizationID, by user: UserID, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO holds (need_id, offer_id, organization_id, until_day, set_by, set_at)
            VALUES (\(hold.need), \(hold.offer), \(organization), \(hold.until), \(user), \(now))
            ON CONFLICT (need_id) DO UPDATE SET offer_id = excluded.offer_id, until_day = excluded.until_day, set_by = excluded.set_by, set_at = excluded.set_at
            """)
    }

    /// Lets the place go.
    func clear(_ need: NeedID) throws {
        try clear(where: "need_id = \(need)")
    }

    /// Lets go all that this holds of, such as the places of an offer that ends.
    func clear(where condition: SQL) throws {
        _ = try db.execute("DELETE FROM holds WHERE \(condition)")
    }

    /// Forgets what was kept until before this day, and keeps nothing any more.
    func expire(before day: Day, in organization: OrganizationID) throws {
        _ = try db.execute("DELETE FROM holds WHERE organization_id = \(organization) AND until_day < \(day)")
    }

    /// Keeps nothing of the giver's places beyond this day.
    func shorten(to day: Day, of giver: GiverID) throws {
        _ = try db.execute("UPDATE holds SET until_day = \(day) WHERE until_day > \(day) AND offer_id IN (SELECT id FROM offers WHERE giver_id = \(giver))")
    }

    func hold(of need: NeedID) throws -> Hold? { try holds("h.need_id = \(need)", limit: 1).first }

    /// For which needs something is kept, and how many places of each giver, for how many people.
    struct Kept {
        var needs: Set<NeedID> = [], places: [GiverID: Int] = [:], people: [GiverID: Headcount] = [:]

        /// The offer without what is kept of it.
        func left(of offer: OfferFacts) -> OfferFacts {
            places.isEmpty ? offer : offer.less(places[offer.giver] ?? 0, people[offer.giver] ?? Headcount())
        }
    }

    /// What is kept on this day.
    func kept(in organization: OrganizationID, on day: Day) throws -> Kept {
        let holds = try holds("h.organization_id = \(organization) AND h.until_day >= \(day)", limit: Int(Int32.max))
        guard !holds.isEmpty else { return Kept() }
        return Kept(needs: Set(holds.map(\.need)), places: try places("h.organization_id = \(organization)", on: day), people: try people("h.organization_id = \(organization)", on: day))
    }

    /// How many places are kept on this day, by giver.
    func places(_ condition: SQL, on day: Day) throws -> [GiverID: Int] {
        try db.rows("""
            SELECT o.giver_id, count(*) AS kept FROM holds h JOIN offers o ON o.id = h.offer_id JOIN needs n ON n.id = h.need_id
            WHERE n.closing IS NULL AND h.until_day >= \(day) AND \(condition) GROUP BY o.giver_id
            """).reduce(into: [:]) { $0[try $1.get("giver_id")] = try $1.get("kept") }
    }

    /// Those that still keep something on this day, the first to end first; at most 100.
    func list(of organization: OrganizationID, on day: Day) throws -> [Hold] {
        try holds("h.organization_id = \(organization) AND h.until_day >= \(day)", limit: 100)
    }

    /// Facts of needs for which something is kept on this day: few, and none of them waits for a round.
    func heldFacts(in organization: OrganizationID, on day: Day) -> SQL {
        """
        (SELECT f.is_seen, f.waiting_since FROM holds h CROSS JOIN match_facts f
         WHERE h.organization_id = \(organization) AND h.until_day >= \(day) AND f.id = h.need_id AND f.side = 'need' AND f.free > 0) held
        """
    }

    /// Whether something is kept on this day for the need in this column.
    static func keeps(_ need: SQL, on day: Day) -> SQL { "EXISTS (SELECT 1 FROM holds h WHERE h.need_id = \(need) AND h.until_day >= \(day))" }

    // A cross join, since SQLite takes the order of its tables: few holds, each of one need.
    private func holds(_ condition: SQL, limit: Int) throws -> [Hold] {
        try db.rows("""
            SELECT h.need_id, h.offer_id, h.until_day FROM holds h CROSS JOIN needs n
            WHERE n.id = h.need_id AND n.closing IS NULL AND \(condition) ORDER BY h.until_day, h.need_id LIMIT \(limit)
            """).map { Hold(need: try $0.get("need_id"), offer: try $0.get("offer_id"), until: try $0.get("until_day")) }
    }
}

extension Migration {
    static let holds = Migration(
        id: "engagements-009-holds",
        sql: [
            """
            CREATE TABLE holds (
                need_id TEXT NOT NULL PRIMARY KEY REFERENCES needs (id),
                offer_id TEXT NOT NULL REFERENCES offers (id),
                organization_id TEXT NOT NULL,
                until_day TEXT NOT NULL,
                set_by TEXT NOT NULL REFERENCES users (id),
                set_at TEXT NOT NULL)
            """,
            "CREATE INDEX holds_order ON holds (organization_id, until_day, need_id)",
            "CREATE INDEX holds_offer ON holds (offer_id)",
        ])
}
