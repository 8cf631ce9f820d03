import Foundation
import House
import Identity
import Storage
import Trust

/// What is done with people, apart from any page: the same for the desk, an import and a test.
public struct People: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    /// Makes a household with its head, in the care of whoever registers it.
    func register(_ form: HouseholdForm, by actor: Actor) async throws -> HouseholdID {
        let now = hub.now(), person: PersonID = hub.newID()
        try await hub.keyring.prepare([person], at: now)
        let household = Household(
            id: hub.newID(), organization: actor.organization, district: form.district.isEmpty ? nil : form.district,
            arrivedOn: Day(form.arrived), ground: form.ground, worker: actor.user, updatedAt: now)
        let head = try SealedPerson(
            form.head.details, id: person, organization: actor.organization, household: household.id, isHead: true,
            languages: form.head.languages, contacts: form.contacts, with: hub)
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            try db.households.insert(household, at: now)
            try db.persons.insert(head, at: now)
            try access.record(.householdRegistered, on: household.id, of: person, at: now, in: db)
        }
        return household.id
    }

    func add(_ form: MemberForm, to id: HouseholdID, by actor: Actor) async throws {
        let now = hub.now(), person: PersonID = hub.newID()
        try await hub.keyring.prepare([person], at: now)
        let member = try SealedPerson(
            form.details, id: person, organization: actor.organization, household: id, languages: form.languages, with: hub)
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            _ = try db.households.find(id, visibleTo: actor).orNotFound()
            try db.persons.insert(member, at: now)
            try access.record(.memberAdded, on: id, of: person, at: now, in: db)
        }
    }
}
