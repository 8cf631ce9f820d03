import Foundation
import House
import Hummingbird
import Identity
import Localization
import Web

/// The case worker's way to people: search first, then register, then everything on the household's page.
struct HouseholdRoutes: Sendable {
    let hub: Hub
    let notices: Notices
    let finder: PeopleFinder
    private let workers: Set<Role> = [.caseWorker]

    var doors: [Door] {
        // Names are sent in the body of a form: an address stays in the history of a browser.
        [.roles(workers, .get, "/people", for: .casework, search),
         .roles(workers, .post, "/people", for: .casework, search),
         .roles(workers, .get, "/households/new", for: .casework, form),
         .roles(workers, .post, "/households/new", for: .casework, form),
         .roles(workers, .post, "/households", for: .casework, register),
         .roles(workers, .get, "/households/waiting", for: .casework, waiting),
         .roles(workers, .get, "/households/:id", for: .casework, show),
         .roles(workers, .post, "/households/:id/worker", for: .casework, takeOver),
         .roles(workers, .get, "/households/:id/members/new", for: .casework, memberForm),
         .roles(workers, .post, "/households/:id/members", for: .casework, addMember)]
    }

    @Sendable private func search(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, today = Day(hub.now(), in: context.visitor.face.timeZone)
        let query = String(context.fields["q"].prefix(100))
        let hits = query.isEmpty ? [] : try await finder.search(query, in: actor.organization, limit: 10).map(\.key)
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            PeoplePage(
                token: context.token, query: query, found: try PersonLine.lines(of: hits, on: today, db, &access),
                inCare: query.isEmpty ? try HouseholdLine.inCare(db, &access) : [],
                hidesSome: query.isEmpty ? false : try db.persons.isAnyRestricted(in: actor.organization))
        }
        return context.show(page)
    }

    @Sendable private func form(_ request: Request, _ context: SignedInContext) async throws -> Response {
        var form = HouseholdForm()
        form.head.given = String(context.fields["name"].prefix(100))
        return context.show(HouseholdFormPage(token: context.token, form: form, problems: [], alike: []))
    }

    @Sendable private func register(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = HouseholdForm(context.fields), actor = context.actor
        let problems = form.problems(today: Day(hub.now(), in: context.visitor.face.timeZone))
        let alike = try await alike(form, context)
        guard problems.isEmpty, alike.isEmpty || form.isSomeoneElse else {
            return context.show(HouseholdFormPage(token: context.token, form: form, problems: problems, alike: alike), status: .unprocessableContent)
        }
        let household = try await People(hub: hub).register(form, by: actor)
        return .redirect(to: "/households/\(household.text)")
    }

    /// Those who are here already and could be the same person: the desk must look before it makes a second record.
    private func alike(_ form: HouseholdForm, _ context: SignedInContext) async throws -> [PersonLine] {
        guard !form.isSomeoneElse, !form.head.given.isEmpty else { return [] }
        let hits = try await finder.search(form.head.details.fullName, born: form.head.birth?.year, in: context.actor.organization, limit: 5)
        let index = form.contacts.first.flatMap { SealedContact.index($0.kind, $0.value, with: hub) }
        let actor = context.actor, today = Day(hub.now(), in: context.visitor.face.timeZone)
        return try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let reached = try index.map { try db.persons.reached(by: $0, in: actor.organization) } ?? []
            let likely = hits.filter(\.isLikely).map(\.key)
            return try PersonLine.lines(of: likely + reached.filter { !likely.contains($0) }, on: today, db, &access)
        }
    }

    @Sendable private func waiting(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let number = Pager.number(asked: request.uri.query), zone = context.visitor.face.timeZone
        let page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            try WaitingPage(number, in: access.actor.organization, zone: zone, db: db)
        }
        return context.show(page)
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try household(context), actor = context.actor, notices = notices, zone = context.visitor.face.timeZone, hub = hub
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            try HouseholdPage(id, token: context.token, notices: notices, zone: zone, hub: hub, db: db, access: &access)
        }
        return context.show(page)
    }

    @Sendable private func takeOver(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try household(context), actor = context.actor, now = hub.now()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let worker = try db.households.find(id, visibleTo: actor).orNotFound().worker
            if worker == actor.user { return }
            // What a colleague has in care, or took a moment before, is asked for.
            guard worker == nil else { throw HandoverProblem.changed }
            try db.handovers.insert(.taken(id, by: actor, at: now))
            try db.households.assign(id, to: actor.user, at: now)
            try access.record(.householdTaken, on: id, fields: ["worker_id"], at: now, in: db)
        }
        return .redirect(to: "/households/\(id.text)")
    }

    @Sendable private func memberForm(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try household(context), actor = context.actor
        let household = try await hub.archive.read { try $0.households.find(id, visibleTo: actor) }.orNotFound()
        guard household.relation(to: actor) == .assigned else { throw Refusal.forbidden }
        return context.show(MemberFormPage(token: context.token, household: id, form: MemberForm(), problems: []))
    }

    @Sendable private func addMember(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try household(context), form = MemberForm(context.fields)
        let problems = form.problems(today: Day(hub.now(), in: context.visitor.face.timeZone))
        guard problems.isEmpty else {
            return context.show(MemberFormPage(token: context.token, household: id, form: form, problems: problems), status: .unprocessableContent)
        }
        try await People(hub: hub).add(form, to: id, by: context.actor)
        return .redirect(to: "/households/\(id.text)")
    }

    private func household(_ context: SignedInContext) throws -> HouseholdID {
        try context.parameter("id").flatMap { HouseholdID($0) }.orNotFound()
    }
}
