import Accounts
import Foundation
import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Vault
import Web

public enum LegalHoldKind: Sendable {}
typealias LegalHoldID = ID<LegalHoldKind>

/// That nothing about someone may go for now, such as while a court asks: it has an owner, a reason and an end.
struct LegalHold: Sendable {
    let id: LegalHoldID
    let organization: OrganizationID
    let person: PersonID
    let owner: UserID
    let reason: Sealed<HoldReason>
    let setOn: Day, endsOn: Day
    static let longestDays = 3653
}

enum HoldReason: PersonalField {
    static let entry = FieldEntry(
        table: "legal_holds", column: "reason", kind: .request, purposes: [.dataProtection, .ownFile], basis: .legalObligation,
        retention: RetentionPeriod(days: 1095, after: .holdEnded), sensitivity: .special, owner: .officer).sealed().from(.staff)
}

extension RetentionEvent {
    static let holdEnded = RetentionEvent(rawValue: "hold.ended")
}

extension AuditAction {
    static let holdSet = AuditAction(rawValue: "hold.set")
    static let holdLifted = AuditAction(rawValue: "hold.lifted")
}

extension Connection {
    var holds: LegalHoldStore { LegalHoldStore(db: self) }
}

struct LegalHoldStore {
    let db: any Connection

    /// - Throws: `StorageProblem.unique` where there is a live one on the person.
    func insert(_ new: LegalHold) throws {
        _ = try db.execute("""
            INSERT INTO legal_holds (id, organization_id, person_id, owner_id, reason, set_on, ends_on)
            VALUES (\(new.id), \(new.organization), \(new.person), \(new.owner), \(new.reason), \(new.setOn), \(new.endsOn))
            """)
    }

    /// Those on these people that hold on this day: set, not lifted, and not over.
    func live(of people: [PersonID], on day: Day) throws -> [LegalHold] { try holds("person_id IN \(in: people) AND lifted_on IS NULL AND ends_on >= \(day)") }

    /// All people on whom one holds.
    func held(on day: Day) throws -> Set<PersonID> {
        Set(try db.rows("SELECT person_id FROM legal_holds WHERE lifted_on IS NULL AND ends_on >= \(day)").map { try $0.get("person_id") })
    }

    /// Those of the actor's organization that hold, what ends first.
    func list(visibleTo actor: Actor, on day: Day) throws -> [LegalHold] {
        guard actor.holds(.officer) else { return [] }
        return try holds("organization_id = \(actor.organization) AND lifted_on IS NULL AND ends_on >= \(day)")
    }

    func find(_ id: LegalHoldID, visibleTo actor: Actor) throws -> LegalHold? {
        guard actor.holds(.officer) else { return nil }
        return try holds("id = \(id)").first { $0.organization == actor.organization }
    }

    func lift(_ id: LegalHoldID, by user: UserID, on day: Day) throws -> Bool {
        try db.execute("UPDATE legal_holds SET lifted_on = \(day), lifted_by = \(user) WHERE id = \(id) AND lifted_on IS NULL") == 1
    }

    /// One that ran out makes room for the next.
    func closeOver(of person: PersonID, on day: Day) throws {
        _ = try db.execute("UPDATE legal_holds SET lifted_on = ends_on, lifted_by = owner_id WHERE person_id = \(person) AND lifted_on IS NULL AND ends_on < \(day)")
    }

    func own(of person: PersonID) throws -> [LegalHold] { try holds("person_id = \(person) AND lifted_on IS NULL") }

    func erase(_ person: PersonID) throws { _ = try db.execute("DELETE FROM legal_holds WHERE person_id = \(person)") }

    func over(before day: Day, limit: Int) throws -> [(id: LegalHoldID, person: PersonID, endedOn: Day)] {
        try db.rows("""
            SELECT id, person_id, COALESCE(lifted_on, ends_on) AS over_on FROM legal_holds WHERE COALESCE(lifted_on, ends_on) < \(day) ORDER BY over_on, id LIMIT \(limit)
            """).map { (try $0.get("id"), try $0.get("person_id"), try $0.get("over_on")) }
    }

    func remove(_ ids: [String]) throws { _ = try db.execute("DELETE FROM legal_holds WHERE id IN \(in: ids)") }

    private func holds(_ condition: SQL) throws -> [LegalHold] {
        try db.rows("""
            SELECT id, organization_id, person_id, owner_id, reason, set_on, ends_on FROM legal_holds WHERE \(condition) ORDER BY ends_on, id LIMIT 500
            """).map { row in
            LegalHold(
                id: try row.get("id"), organization: try row.get("organization_id"), person: try row.get("person_id"), owner: try row.get("owner_id"),
                reason: try row.get("reason"), setOn: try row.get("set_on"), endsOn: try row.get("ends_on"))
        }
    }
}

/// A hold as it is typed.
struct HoldForm: Sendable {
    var why = "", until = ""

    init() {}
    init(_ fields: Fields) { (why, until) = (String(fields["why"].prefix(DataRequest.longest)), fields["until"]) }

    func problems(today: Day) -> [FieldProblem] {
        var found: [FieldProblem] = []
        if why.isEmpty { found.append(FieldProblem("why", Message("Write why it must be kept, such as the letter of the court."))) }
        if Day(typed: until).map({ $0 <= today || $0.days(since: today) > LegalHold.longestDays }) ?? true {
            found.append(FieldProblem("until", Message("Write the day on which the hold ends, such as 2027-05-31: later than today, and within ten years.")))
        }
        return found
    }
}

struct LegalHolds: Sendable {
    let hub: Hub
    private var today: Day { Day(hub.now(), in: hub.settings.value.zone) }

    func set(_ form: HoldForm, on person: PersonID, by actor: Actor) async throws {
        let hub = hub, now = hub.now(), today = today, id: LegalHoldID = hub.newID(), ends = try Day(typed: form.until).orNotFound()
        let reason = try hub.keyring.seal(form.why, as: HoldReason.self, row: id.text, of: person)
        do {
            try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
                try db.holds.closeOver(of: person, on: today)
                try db.holds.insert(LegalHold(id: id, organization: actor.organization, person: person, owner: actor.user, reason: reason, setOn: today, endsOn: ends))
                try access.record(.holdSet, on: id, of: person, fields: ["ends_on"], at: now, in: db)
            }
        } catch StorageProblem.unique { throw RequestProblem.changed }
    }

    func lift(_ id: LegalHoldID, by actor: Actor) async throws {
        let now = hub.now(), today = today
        try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
            let hold = try db.holds.find(id, visibleTo: actor).orNotFound()
            guard try db.holds.lift(id, by: actor.user, on: today) else { throw RequestProblem.changed }
            try access.record(.holdLifted, on: id, of: hold.person, at: now, in: db)
        }
    }
}
