import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// Putting right what is written down of somebody in the actor's care: names, birth, gender and the language they speak best.
struct DetailsRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.caseWorker], .get, "/persons/:id/details", for: .casework, show), .roles([.caseWorker], .post, "/persons/:id/details", for: .casework, save)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (known, home) = try await known(context)
        return context.show(DetailsPage(known, place: place(try person(context)), back: page(home), context.token))
    }

    private func known(_ context: SignedInContext) async throws -> (KnownDetails, HouseholdID) {
        let person = try person(context)
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let home = try household(of: person, for: access.actor, db)
            return (try KnownDetails(person, as: .assigned, db, &access), home)
        }
    }

    @Sendable private func save(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = MemberForm(context.fields), problems = form.problems(today: Day(hub.now(), in: context.visitor.face.timeZone))
        guard problems.isEmpty else { return try await refused(form, problems, context) }
        guard let household = try await save(form, context) else { return try await compared(form, context) }
        return .redirect(to: "/households/\(household.text)")
    }

    private func refused(_ form: MemberForm, _ problems: [FieldProblem], _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context)
        let page = DetailsPage(form, problems, SeenDetails(context.fields), place: place(person), back: page(household), context.token)
        return context.show(page, status: .unprocessableContent)
    }

    /// What was typed, beside what somebody saved meanwhile.
    private func compared(_ form: MemberForm, _ context: SignedInContext) async throws -> Response {
        let (known, home) = try await known(context)
        return context.show(DetailsPage(form, over: known, place: place(try person(context)), back: page(home), context.token), status: .conflict)
    }

    /// The household of whoever was put right; nil where somebody changed them since the form was shown. All is looked at in the transaction of the change.
    private func save(_ form: MemberForm, _ context: SignedInContext) async throws -> HouseholdID? {
        let person = try person(context), seen = SeenDetails(context.fields), now = hub.now(), hub = hub
        return try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            let home = try household(of: person, for: access.actor, db)
            guard let changes = try KnownDetails(person, as: .assigned, db, &access).correct(to: form, seen, hub, db, access.actor, at: now) else { return nil }
            guard !changes.isEmpty else { return home }
            try access.record(.personChanged, on: home, of: person, fields: changes, at: now, in: db)
            try hub.announce(HouseholdChanged(home), in: db, &access)
            return home
        }
    }

    /// Where they live, if it is in the actor's care.
    private func household(of person: PersonID, for actor: Actor, _ db: any Connection) throws -> HouseholdID {
        let home = try db.persons.find(person, visibleTo: actor).orNotFound().household.orNotFound()
        guard try db.households.find(home, visibleTo: actor).orNotFound().relation(to: actor) == .assigned else { throw Refusal.forbidden }
        return home
    }

    private func place(_ person: PersonID) -> Route { "/persons/\(person.text)/details" }
    private func page(_ household: HouseholdID) -> Route { "/households/\(household.text)" }
    private func person(_ context: SignedInContext) throws -> PersonID { try context.parameter("id").flatMap { PersonID($0) }.orNotFound() }
}
