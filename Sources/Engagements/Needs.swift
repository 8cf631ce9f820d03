import Foundation
import House
import Identity
import People
import Storage
import Trust
import Vault
import Volunteers

extension AuditAction {
    static let needOpened = AuditAction(rawValue: "need.opened")
    static let needChanged = AuditAction(rawValue: "need.changed")
    static let needClosed = AuditAction(rawValue: "need.closed")
    static let needReopened = AuditAction(rawValue: "need.reopened")
}

/// A need was closed: whatever is under way for it has lost its reason.
public struct NeedClosed: Event {
    public let need: NeedID
    public init(_ need: NeedID) { self.need = need }
}

/// What a case worker does with the needs of a household in their care.
struct Needs: Sendable {
    let hub: Hub
    let programs: ProgramCatalog

    /// Opens a need; where the household has an open one of this program, that one is meant and nothing is made.
    func open(_ form: NeedForm, for household: HouseholdID, by actor: Actor) async throws -> NeedID {
        do {
            return try await insert(form, for: household, by: actor)
        } catch StorageProblem.unique {
            // Two clicks at once: the other one has opened it meanwhile.
            return try await hub.archive.read { try $0.needs.latest(of: household, in: form.program) }.orNotFound().id
        }
    }

    private func insert(_ form: NeedForm, for household: HouseholdID, by actor: Actor) async throws -> NeedID {
        let hub = hub, programs = programs, now = hub.now(), today = today, id: NeedID = hub.newID()
        return try await hub.archive.write(by: actor, for: .casework) { db, access in
            let home = try db.households.findInCare(household, of: actor)
            if let known = try db.needs.latest(of: household, in: form.program), known.isOpen { return known.id }
            let members = try db.persons.members(of: [household])
            let person = try (members.first { $0.id.text == form.person } ?? members.first(where: \.isHead) ?? members.first).orNotFound().id
            let need = Need(
                id: id, organization: home.organization, household: household, person: person, program: form.program,
                urgency: form.urgency, genderWish: form.wish, openedOn: today, closing: nil, access: form.access)
            let isSpecialist = programs[form.program]?.isForSpecialists ?? true
            try db.needs.insert(need, words: try Self.sealed(form, need, hub), times: form.slots, isSpecialist: isSpecialist, at: now)
            try renewFacts(of: household, home.organization, db, &access)
            try access.record(.needOpened, on: id, of: person, fields: ["program", "urgency"], at: now, in: db)
            return id
        }
    }

    /// Changes what can change; whom it is for and the program stay.
    func change(_ id: NeedID, _ form: NeedForm, by actor: Actor) async throws -> HouseholdID {
        try await work(on: id, by: actor, as: .needChanged, fields: ["urgency", "gender_wish", "access", "times", "words"]) { [hub] need, db, _ in
            guard need.isOpen else { throw NeedProblem.closed }
            guard need.version == form.version else { throw NeedProblem.changed }
            (need.urgency, need.genderWish, need.access) = (form.urgency, form.wish, form.access)
            try db.needs.update(need, words: try Self.sealed(form, need, hub), times: form.slots, at: hub.now())
        }
    }

    func close(_ id: NeedID, _ closing: Need.Closing, by actor: Actor) async throws -> HouseholdID {
        try await work(on: id, by: actor, as: .needClosed, fields: ["closing"]) { [hub] need, db, access in
            guard need.isOpen else { throw NeedProblem.closed }
            try db.needs.setClosing(closing, of: id, at: hub.now())
            try hub.announce(NeedClosed(id), in: db, &access)
        }
    }

    /// Takes a closing back.
    func reopen(_ id: NeedID, by actor: Actor) async throws -> HouseholdID {
        try await work(on: id, by: actor, as: .needReopened, fields: ["closing"]) { [hub] need, db, _ in
            if need.isOpen { return }
            if try db.needs.latest(of: need.household, in: need.program)?.isOpen == true { throw NeedProblem.another }
            try db.needs.setClosing(nil, of: id, at: hub.now())
        }
    }

    private func work(
        on id: NeedID, by actor: Actor, as action: AuditAction, fields: [String],
        _ change: @escaping @Sendable (inout Need, any Connection, inout Access) throws -> Void
    ) async throws -> HouseholdID {
        let now = hub.now()
        return try await hub.archive.write(by: actor, for: .casework) { db, access in
            var need = try db.needs.findInUse(id, &access)
            try change(&need, db, &access)
            try renewFacts(of: need.household, need.organization, db, &access)
            try access.record(action, on: id, of: need.person, fields: fields, at: now, in: db)
            return need.household
        }
    }

    private func renewFacts(of household: HouseholdID, _ organization: OrganizationID, _ db: any Connection, _ access: inout Access) throws {
        let told = try HouseholdTold(household, in: db, &access)
        try db.facts.renew(household, organization: organization, programs: programs, on: today, told)
    }

    private static func sealed(_ form: NeedForm, _ need: Need, _ hub: Hub) throws -> Sealed<NeedWords>? {
        form.words.isEmpty ? nil : try hub.keyring.seal(form.words, as: NeedWords.self, row: need.id.text, of: need.person)
    }

    private var today: Day { Day(hub.now(), in: hub.settings.value.zone) }
}

extension NeedStore {
    /// The need, where its household is in the actor's care and its owner's data is used: the one way to work with it.
    ///
    /// - Throws: `Refusal.restricted` while the owner's data is kept and not used: then a need rests as it is.
    func findInUse(_ id: NeedID, _ access: inout Access) throws -> Need {
        let need = try find(id, visibleTo: access.actor).orNotFound()
        _ = try db.households.findInCare(need.household, of: access.actor)
        guard try !access.isRestricted(need.person) else { throw Refusal.restricted }
        return need
    }
}

extension HouseholdStore {
    /// The household, where it is in the actor's care; a colleague's is refused, any other does not exist.
    func findInCare(_ id: HouseholdID, of actor: Actor) throws -> Household {
        let household = try find(id, visibleTo: actor).orNotFound()
        guard household.relation(to: actor) == .assigned else { throw Refusal.forbidden }
        return household
    }
}
