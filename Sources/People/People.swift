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
        let head = Registration.Member(details: form.head.details, languages: form.head.languages)
        let registration = Registration(
            members: [head], contacts: form.contacts, district: form.district.isEmpty ? nil : form.district,
            arrivedOn: Day(typed: form.arrived), ground: form.ground)
        let made = try await register([registration], inCareOf: actor.user, by: actor)
        return try made.first.orNotFound()
    }

    /// Makes households all at once; the first member of each is its head, and the ways of contact are the head's.
    @discardableResult
    package func register(_ registrations: [Registration], inCareOf worker: UserID?, by actor: Actor) async throws -> [HouseholdID] {
        let now = hub.now()
        let people: [[PersonID]] = registrations.map { one in one.members.indices.map { $0 == 0 ? one.head ?? hub.newID() : hub.newID() } }
        try await hub.keyring.prepare(people.flatMap(\.self), at: now)
        let sealed = try zip(registrations, people).map { registration, ids in
            try SealedRegistration(registration, ids, worker: worker, organization: actor.organization, hub: hub, at: now)
        }
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            for one in sealed {
                try db.households.insert(one.household, at: now)
                for member in one.members { try db.persons.insert(member, at: now) }
                try access.record(.householdRegistered, on: one.household.id, of: one.members.first?.id, at: now, in: db)
            }
        }
        return sealed.map(\.household.id)
    }

    func add(_ form: MemberForm, to id: HouseholdID, by actor: Actor) async throws {
        let now = hub.now(), person: PersonID = hub.newID(), hub = hub
        try await hub.keyring.prepare([person], at: now)
        let member = try SealedPerson(
            form.details, id: person, organization: actor.organization, household: id, languages: form.languages, with: hub)
        try await hub.archive.write(by: actor, for: .casework) { db, access in
            guard try db.households.find(id, visibleTo: actor).orNotFound().relation(to: actor) == .assigned else { throw Refusal.forbidden }
            try db.persons.insert(member, at: now)
            try access.record(.memberAdded, on: id, of: person, at: now, in: db)
            try hub.announce(HouseholdChanged(id), in: db, &access)
        }
    }
}

/// A household as it is told, in clear, on its way to being sealed.
package struct Registration: Sendable {
    package struct Member: Sendable {
        package let details: PersonDetails
        package let languages: [SpokenLanguage]
        package init(details: PersonDetails, languages: [SpokenLanguage]) { (self.details, self.languages) = (details, languages) }
    }
    package let members: [Member]
    let contacts: [ContactDetails]
    package let district: String?, arrivedOn: Day?, ground: LawfulBasis
    /// Who its first member is, where they are somebody already, such as someone who signs in.
    package var head: PersonID?

    package init(members: [Member], contacts: [ContactDetails], district: String?, arrivedOn: Day?, ground: LawfulBasis) {
        (self.members, self.contacts, self.district, self.arrivedOn, self.ground) = (members, contacts, district, arrivedOn, ground)
    }
}

/// A registration with everything sealed, ready for its transaction.
private struct SealedRegistration: Sendable {
    let household: Household
    let members: [SealedPerson]

    init(_ registration: Registration, _ ids: [PersonID], worker: UserID?, organization: OrganizationID, hub: Hub, at now: Date) throws {
        let household = Household(
            id: hub.newID(), organization: organization, district: registration.district, arrivedOn: registration.arrivedOn,
            ground: registration.ground, worker: worker, updatedAt: now)
        self.household = household
        members = try zip(registration.members, ids).enumerated().map { place, pair in
            try SealedPerson(
                pair.0.details, id: pair.1, organization: organization, household: household.id, isHead: place == 0,
                languages: pair.0.languages, contacts: place == 0 ? registration.contacts : [], with: hub)
        }
    }
}
