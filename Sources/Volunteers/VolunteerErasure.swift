import Foundation
import House
import Identity
import Localization
import Storage
import Trust

extension Erasure {
    static let volunteers = Erasure(of: [
        "applications", "volunteer_drafts", "volunteer_roles", "availability", "absences", "referees", "credentials", "volunteer_steps",
    ]) { person, _, db, _ in try db.applications.erase(person) }
}

extension RetentionEvent {
    static let draftLeft = RetentionEvent(rawValue: "draft.left")
}

extension RetentionRule {
    /// An offer that was begun and never sent: nobody but its writer is in it, and everything of them goes.
    static let drafts = RetentionRule(
        Message("Offers to help that were never sent"), DraftAnswers.entry.retention, trigger: Message("someone last wrote on it"), .erase,
        find: { moment, limit, _, db in try db.drafts.left(before: moment, limit: limit) },
        drop: { drafts, hub, db, access in
            for person in drafts.flatMap(\.people) { try hub.erase(person, in: db, &access, at: hub.now()) }
        })
}

extension LastWork {
    static let volunteers = LastWork(
        idle: { moment, db in
            try db.rows("SELECT person_id FROM applications WHERE status <> 'open' AND updated_at < \(moment)").map { try $0.get("person_id") }
        },
        last: { people, db in
            try db.rows("SELECT person_id, status, updated_at FROM applications WHERE person_id IN \(in: people)").reduce(into: [:]) { found, row in
                found[try row.get("person_id")] = try row.get("status") == "open" ? .distantFuture : row.get("updated_at") as Date
            }
        })
}

extension PersonBook {
    /// The one volunteer whom a coordinator's page is about; all of the organization are in their care.
    static let volunteers = PersonBook(for: .coordinator, pages: { actor, among, db in
        let people = try among.map { try db.applications.of($0, visibleTo: actor).map(\.person) } ?? db.applications.people(of: actor.organization)
        return Dictionary(people.map { ($0, "/volunteers/\($0.text)") }) { one, _ in one }
    }) { id, db, access in
        guard access.actor.holds(.coordinator), let id = PersonID(id), try db.applications.find(of: id, visibleTo: access.actor) != nil,
              let person = try db.persons.find(id, visibleTo: access.actor) else { return [] }
        return [Entry(id, try access.name(of: person, as: .sameOrganization))]
    }
}

extension ApplicationStore {
    /// Credentials are only added, but for someone who is being erased.
    func erase(_ person: PersonID) throws {
        _ = try db.execute("DELETE FROM volunteer_steps WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM volunteer_drafts WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM credentials WHERE person_id = \(person) AND annuls IS NOT NULL")
        _ = try db.execute("DELETE FROM credentials WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM referees WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM absences WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM availability WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM volunteer_roles WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM applications WHERE person_id = \(person)")
    }
}

extension DraftStore {
    fileprivate func left(before moment: Date, limit: Int) throws -> [Expired] {
        try db.rows("""
            SELECT id, person_id, updated_at FROM volunteer_drafts WHERE application_id IS NULL AND updated_at < \(moment) ORDER BY updated_at, id LIMIT \(limit)
            """).map { Expired(try $0.get("id"), of: [try $0.get("person_id")], since: try $0.get("updated_at")) }
    }
}

extension Migration {
    /// What is otherwise only added to lets go of whoever is being erased.
    static let volunteerErasure = Migration(
        id: "volunteers-rights-001", sqlite: Guard.sqliteUnlessErased("credentials"), postgres: Guard.postgresUnlessErased("credentials", guarding: allButReason))
}
