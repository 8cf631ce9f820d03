import Foundation
import House
import Identity
import Storage
import Volunteers

extension Connection {
    package var offers: OfferStore { OfferStore(db: self) }
}

/// Who gives, and in which programs.
package struct OfferStore {
    let db: any Connection

    /// The offer with its giver, where it is of the actor's organization and the actor works there.
    package func find(_ id: OfferID, visibleTo actor: Actor) throws -> (offer: Offer, giver: Giver)? { try find([id], visibleTo: actor)[id] }

    package func find(_ ids: [OfferID], visibleTo actor: Actor) throws -> [OfferID: (offer: Offer, giver: Giver)] {
        guard actor.isStaff else { return [:] }
        return try pairs("o.id IN \(in: ids)").filter { $0.offer.organization == actor.organization }.reduce(into: [:]) { $0[$1.offer.id] = $1 }
    }

    /// What a volunteer offers, by their person; nil where they offer nothing yet.
    package func giver(of person: PersonID, visibleTo actor: Actor) throws -> Giver? {
        guard actor.isStaff else { return nil }
        return try givers("person_id = \(person)").first { $0.organization == actor.organization }
    }

    package func giver(_ id: GiverID, visibleTo actor: Actor) throws -> Giver? {
        guard actor.isStaff else { return nil }
        return try givers("id = \(id)").first { $0.organization == actor.organization }
    }

    /// The offers of a giver, open ones first.
    package func list(of giver: GiverID) throws -> [Offer] {
        try pairs("o.giver_id = \(giver)").map(\.offer).sorted { ($0.isOpen ? 0 : 1, $0.program) < ($1.isOpen ? 0 : 1, $1.program) }
    }

    /// Places that an organization gives, open ones first; at most 200.
    package func places(in organization: OrganizationID) throws -> [(offer: Offer, giver: Giver)] {
        try pairs("g.organization_id = \(organization) AND g.person_id IS NULL ORDER BY CASE WHEN o.is_open THEN 0 ELSE 1 END, o.created_at DESC, o.id LIMIT 200")
    }

    package func insert(_ giver: Giver, district: String?, times: [WeeklySlot], at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO givers (id, organization_id, person_id, title, capacity, last_day, created_at, updated_at, district, is_step_free)
            VALUES (\(giver.id), \(giver.organization), \(giver.person), \(giver.title), \(giver.capacity), \(giver.lastDay), \(now), \(now), \(district), \(giver.isStepFree))
            """)
        if let room = giver.room { try insert(room, of: giver.id) }
        try insert(times, of: giver.id)
    }

    /// How often places were saved.
    func version(of giver: GiverID) throws -> Int { try db.value("SELECT version FROM givers WHERE id = \(giver)") ?? 0 }

    /// Places of an organization become these.
    ///
    /// - Throws: `StorageProblem.trigger` where people are counted, and more are there.
    func change(_ places: Giver, district: String?, times: [WeeklySlot], at now: Date) throws {
        _ = try db.execute("""
            UPDATE givers SET title = \(places.title), capacity = \(places.capacity), district = \(district), is_step_free = \(places.isStepFree), updated_at = \(now), version = version + 1
            WHERE id = \(places.id) AND person_id IS NULL
            """)
        if let room = places.room { try set(room, of: places.id) }
        _ = try db.execute("DELETE FROM giver_times WHERE giver_id = \(places.id)")
        try insert(times, of: places.id)
    }

    private func insert(_ times: [WeeklySlot], of giver: GiverID) throws {
        for slot in WeeklySlot.merged(times) {
            _ = try db.execute("INSERT INTO giver_times (giver_id, weekday, from_minute, to_minute) VALUES (\(giver), \(slot.weekday), \(slot.from), \(slot.to))")
        }
    }

    package func insert(_ offer: Offer, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO offers (id, organization_id, giver_id, program, is_open, created_at, updated_at)
            VALUES (\(offer.id), \(offer.organization), \(offer.giver), \(offer.program), \(offer.isOpen), \(now), \(now))
            """)
    }

    package func setCapacity(_ capacity: Int, of giver: GiverID, at now: Date) throws {
        _ = try db.execute("UPDATE givers SET capacity = \(capacity), updated_at = \(now) WHERE id = \(giver)")
    }

    /// Opens or closes it; what was closed is in no round, and its facts are gone.
    package func setOpen(_ isOpen: Bool, _ ids: [OfferID], at now: Date) throws {
        guard !ids.isEmpty else { return }
        _ = try db.execute("UPDATE offers SET is_open = \(isOpen), updated_at = \(now) WHERE id IN \(in: ids)")
        if isOpen { return }
        try db.holds.clear(where: "offer_id IN \(in: ids)")
        try db.facts.remove(ids.map(\.text))
    }

    /// Places taken by live matches, by giver.
    func matched(in organization: OrganizationID) throws -> [GiverID: Int] { try matched("organization_id = \(organization)") }

    /// Places of these givers that live matches take or that are kept for somebody on this day.
    func taken(of givers: [GiverID], on day: Day) throws -> [GiverID: Int] {
        try matched("giver_id IN \(in: givers)").merging(try db.holds.places("o.giver_id IN \(in: givers)", on: day), uniquingKeysWith: +)
    }

    package func taken(of giver: GiverID, on day: Day) throws -> Int { try taken(of: [giver], on: day)[giver] ?? 0 }

    func matched(_ condition: SQL) throws -> [GiverID: Int] {
        try db.rows("SELECT giver_id, count(*) AS taken FROM matches WHERE \(condition) AND closed_at IS NULL GROUP BY giver_id")
            .reduce(into: [:]) { $0[try $1.get("giver_id")] = try $1.get("taken") }
    }

    func givers(_ condition: SQL) throws -> [Giver] {
        try db.rows("""
            SELECT g.organization_id, \(Giver.columns) FROM givers g LEFT JOIN giver_rooms r ON r.giver_id = g.id WHERE \(condition)
            """).map(Giver.init)
    }

    func pairs(_ condition: SQL) throws -> [(offer: Offer, giver: Giver)] {
        try db.rows("""
            SELECT o.id, o.organization_id, o.program, o.is_open, \(Giver.columns)
            FROM offers o JOIN givers g ON g.id = o.giver_id LEFT JOIN giver_rooms r ON r.giver_id = g.id WHERE \(condition)
            """).map { row in
            let giver = try Giver(row)
            return (Offer(id: try row.get("id"), giver: giver.id, organization: giver.organization, program: try row.get("program"),
                          isOpen: try row.get("is_open")), giver)
        }
    }
}

extension Giver {
    /// The columns of `givers g` and `giver_rooms r` as the row is read, but for the organization.
    fileprivate static let columns: SQL = "g.id AS giver_id, g.person_id, g.title, g.capacity, g.last_day, g.is_step_free, \(Room.columns)"

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("giver_id"), organization: try row.get("organization_id"), person: try row.get("person_id"), title: try row.get("title"),
            capacity: try row.get("capacity"), lastDay: try row.get("last_day"), room: try Room(row), isStepFree: try row.get("is_step_free"))
    }
}
