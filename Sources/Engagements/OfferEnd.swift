import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Web

/// Until when a giver gives. After that day their offers are in no round and nobody is asked for them; what goes on goes on.
enum OfferEnd {
    /// So many days before, the volunteer is asked whether it stays so, and the coordinator is told of places.
    static let tellingDays = 14

    /// The day as it was typed, nil for no end.
    ///
    /// - Throws: the problem of what is no day, or one that is over.
    static func day(_ typed: String, on today: Day) throws(FieldProblem) -> Day? {
        if typed.isEmpty { return nil }
        guard let day = Day(typed) else { throw FieldProblem("until", Message("Write the day, such as 2026-11-21.")) }
        guard day >= today else { throw FieldProblem("until", Message("These days are over already.")) }
        return day
    }

    /// A volunteer whose time ends.
    struct Volunteer: Sendable {
        let giver: GiverID, person: PersonID
        let lastDay: Day
    }

    /// Asks all whose time ends soon, each once for each day that they name.
    /// - Parameter size: how many in one transaction.
    static func ask(_ hub: Hub, inPiecesOf size: Int = 500) async throws {
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone)
        var last: Volunteer?
        repeat {
            let before = last
            last = try await hub.archive.write { db in
                let ending = try db.offers.volunteersEnding(from: today, to: today.adding(days: tellingDays), after: before, limit: size)
                for volunteer in ending {
                    try db.outbox.post(.timeEnds, to: volunteer.person, opening: "/my/time", key: "time-ends:\(volunteer.giver.text):\(volunteer.lastDay)", notBefore: now, at: now)
                }
                return ending.last
            }
        } while last != nil
    }

    /// Keeps the day, and what rounds read of it.
    static func set(_ day: Day?, of giver: Giver, in db: any Connection, _ access: inout Access, at now: Date) throws {
        try db.offers.setLastDay(day, of: giver.id, at: now)
        try access.record(.offerEndChanged, on: giver.id, of: giver.person, fields: ["last_day"], at: now, in: db)
    }
}

extension AuditAction {
    static let offerEndChanged = AuditAction(rawValue: "offer.end_changed")
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
    func volunteersEnding(from first: Day, to last: Day, after before: OfferEnd.Volunteer?, limit: Int) throws -> [OfferEnd.Volunteer] {
        let rest: SQL? = before.map { "AND (g.last_day > \($0.lastDay) OR g.last_day = \($0.lastDay) AND g.id > \($0.giver))" }
        return try db.rows("""
            SELECT g.id, g.person_id, g.last_day FROM givers g WHERE g.last_day BETWEEN \(first) AND \(last) AND g.person_id IS NOT NULL \(rest)
              AND EXISTS (SELECT 1 FROM offers o WHERE o.giver_id = g.id AND o.is_open) ORDER BY g.last_day, g.id LIMIT \(limit)
            """).map { OfferEnd.Volunteer(giver: try $0.get("id"), person: try $0.get("person_id"), lastDay: try $0.get("last_day")) }
    }

    /// Open places of organizations whose last day is one of these.
    func placesEnding(in organization: OrganizationID, from first: Day, to last: Day) throws -> Int {
        try db.count("""
            SELECT count(*) FROM givers g WHERE g.organization_id = \(organization) AND g.last_day BETWEEN \(first) AND \(last) AND g.person_id IS NULL
              AND EXISTS (SELECT 1 FROM offers o WHERE o.giver_id = g.id AND o.is_open)
            """)
    }
}

extension DeskSource {
    static let endingPlaces = DeskSource(for: [.coordinator], purpose: .matching) { _, db, access, today in
        let count = try db.offers.placesEnding(in: access.actor.organization, from: today, to: today.adding(days: OfferEnd.tellingDays))
        guard count > 0 else { return [] }
        return [DeskItem(
            .soon, picture: "tools",
            title: Message(count: count, one: "One offer of places ends within two weeks", other: "\(count, "count") offers of places end within two weeks"),
            detail: Message("Ask whether it goes on. After its last day no round fills it."), waitsOn: Message("you"), since: nil,
            button: Message("See the places"), to: "/offers")]
    }
}

extension Job {
    /// Asks volunteers whose time ends soon whether it stays so, once for each day that they name.
    static let endingOffers = Job("offers.ending", .daily(hour: 8)) { hub in
        try await OfferEnd.ask(hub)
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
