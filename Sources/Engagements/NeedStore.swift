import Foundation
import Identity
import People
import Storage
import Vault
import Volunteers

extension Connection {
    package var needs: NeedStore { NeedStore(db: self) }
}

/// What households seek.
package struct NeedStore {
    let db: any Connection

    /// - Throws: `StorageProblem.unique` where the household has an open need of this program.
    package func insert(_ new: Need, words: Sealed<NeedWords>?, times: [WeeklySlot], isSpecialist: Bool, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO needs (id, organization_id, household_id, person_id, program, urgency, gender_wish, words, opened_on, closing, closed_at,
                               updated_at, version, is_specialist, access)
            VALUES (\(new.id), \(new.organization), \(new.household), \(new.person), \(new.program), \(new.urgency.rawValue), \(new.genderWish.rawValue),
                    \(words), \(new.openedOn), \(new.closing?.rawValue), \(new.closing == nil ? nil : now), \(now), 1, \(isSpecialist), \(new.access.rawValue))
            """)
        try setTimes(times, of: new.id)
    }

    /// What can change while it stays the same need.
    package func update(_ changed: Need, words: Sealed<NeedWords>?, times: [WeeklySlot], at now: Date) throws {
        _ = try db.execute("""
            UPDATE needs SET urgency = \(changed.urgency.rawValue), gender_wish = \(changed.genderWish.rawValue), access = \(changed.access.rawValue), words = \(words),
                   updated_at = \(now), version = version + 1 WHERE id = \(changed.id)
            """)
        try setTimes(times, of: changed.id)
    }

    /// - Throws: `StorageProblem.unique` where it is opened again and the household has another of this program.
    package func setClosing(_ closing: Need.Closing?, of id: NeedID, at now: Date) throws {
        _ = try db.execute("""
            UPDATE needs SET closing = \(closing?.rawValue), closed_at = \(closing == nil ? nil : now), updated_at = \(now), version = version + 1 WHERE id = \(id)
            """)
    }

    /// Closes it because what was sought is reached; false where it is closed already.
    func closeAsMet(_ id: NeedID, at now: Date) throws -> Bool {
        try db.execute("UPDATE needs SET closing = 'met', closed_at = \(now), updated_at = \(now), version = version + 1 WHERE id = \(id) AND closing IS NULL") == 1
    }

    /// Takes that closing back; false where it was closed at another moment, or for another reason.
    func reopen(_ id: NeedID, metAt closedAt: Date, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE needs SET closing = NULL, closed_at = NULL, updated_at = \(now), version = version + 1
            WHERE id = \(id) AND closing = 'met' AND closed_at = \(closedAt)
            """) == 1
    }

    /// The need, where it is of the actor's organization and the actor works there; any other does not exist for the actor.
    package func find(_ id: NeedID, visibleTo actor: Actor) throws -> Need? {
        guard actor.holds(.caseWorker) || actor.holds(.coordinator) else { return nil }
        return try needs("id = \(id)").first { $0.organization == actor.organization }
    }

    package func find(_ ids: [NeedID], visibleTo actor: Actor) throws -> [Need] {
        guard actor.holds(.caseWorker) || actor.holds(.coordinator) else { return [] }
        return try needs("id IN \(in: ids)").filter { $0.organization == actor.organization }
    }

    /// All of a household, the open ones first, then the newest.
    package func list(of household: HouseholdID) throws -> [Need] {
        try needs("household_id = \(household) ORDER BY CASE WHEN closing IS NULL THEN 0 ELSE 1 END, opened_on DESC, id LIMIT 100")
    }

    /// The newest of this program, open ones before closed ones.
    package func latest(of household: HouseholdID, in program: String) throws -> Need? {
        try needs("household_id = \(household) AND program = \(program) ORDER BY CASE WHEN closing IS NULL THEN 0 ELSE 1 END, opened_on DESC, id DESC LIMIT 1").first
    }

    package func words(of ids: [NeedID]) throws -> [NeedID: Sealed<NeedWords>] {
        try db.rows("SELECT id, words FROM needs WHERE words IS NOT NULL AND id IN \(in: ids)")
            .reduce(into: [:]) { $0[try $1.get("id")] = try $1.get("words") as Sealed<NeedWords> }
    }

    package func times(of ids: [NeedID]) throws -> [NeedID: [WeeklySlot]] {
        var found: [NeedID: [WeeklySlot]] = [:]
        for row in try db.rows("SELECT need_id, weekday, from_minute, to_minute FROM need_times WHERE need_id IN \(in: ids) ORDER BY weekday, from_minute") {
            guard let slot = try WeeklySlot(row) else { continue }
            found[try row.get("need_id"), default: []].append(slot)
        }
        return found
    }

    private func setTimes(_ times: [WeeklySlot], of id: NeedID) throws {
        _ = try db.execute("DELETE FROM need_times WHERE need_id = \(id)")
        for slot in WeeklySlot.merged(times) {
            _ = try db.execute("INSERT INTO need_times (need_id, weekday, from_minute, to_minute) VALUES (\(id), \(slot.weekday), \(slot.from), \(slot.to))")
        }
    }

    func needs(_ condition: SQL) throws -> [Need] {
        try db.rows("""
            SELECT id, organization_id, household_id, person_id, program, urgency, gender_wish, opened_on, closing, version, access FROM needs WHERE \(condition)
            """).map { row in
            Need(
                id: try row.get("id"), organization: try row.get("organization_id"), household: try row.get("household_id"),
                person: try row.get("person_id"), program: try row.get("program"), urgency: Need.Urgency(rawValue: try row.get("urgency")) ?? .canWait,
                genderWish: Need.GenderWish(rawValue: try row.get("gender_wish")) ?? .any, openedOn: try row.get("opened_on"),
                closing: (try row.get("closing") as String?).flatMap(Need.Closing.init), version: try row.get("version"),
                access: Need.Access(rawValue: try row.get("access")) ?? .none)
        }
    }
}

extension WeeklySlot {
    /// From a row with the columns `weekday`, `from_minute`, `to_minute`.
    init?(_ row: Row) throws {
        self.init(weekday: try row.get("weekday"), from: try row.get("from_minute"), to: try row.get("to_minute"))
    }

    /// The same times in order, those that touch or overlap as one.
    static func merged(_ slots: [WeeklySlot]) -> [WeeklySlot] {
        var merged: [WeeklySlot] = []
        for slot in slots.sorted() {
            if let last = merged.last, last.weekday == slot.weekday, slot.from <= last.to,
               let longer = WeeklySlot(weekday: slot.weekday, from: last.from, to: max(last.to, slot.to)) {
                merged[merged.count - 1] = longer
            } else {
                merged.append(slot)
            }
        }
        return merged
    }
}
