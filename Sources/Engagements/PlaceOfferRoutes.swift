import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Web

/// The coordinator's side of what is given: places of organizations, and a volunteer's capacity.
struct PlaceOfferRoutes: Sendable {
    let hub: Hub
    let programs: ProgramCatalog
    private var offers: PlaceOffers { PlaceOffers(hub: hub, programs: programs) }

    var doors: [Door] {
        [door(.get, "/offers", list), door(.post, "/offers", add), door(.get, "/offers/:id/places", show), door(.post, "/offers/:id/places", change),
         door(.post, "/offers/:id/closure", close), door(.post, "/offers/:id/reopening", reopen),
         door(.post, "/volunteers/:id/capacity", setCapacity)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.coordinator], method, path, for: .matching, work)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(PlaceOfferForm(), [], context))
    }

    @Sendable private func add(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = PlaceOfferForm(context.fields), problems = form.problems(programs, on: Day(hub.now(), in: hub.settings.value.zone))
        guard problems.isEmpty else { return context.show(try await page(form, problems, context), status: .unprocessableContent) }
        try await offers.add(form, by: context.actor)
        return .redirect(to: "/offers")
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try offer(context), actor = context.actor, today = Day(hub.now(), in: hub.settings.value.zone)
        let (form, taken) = try await hub.archive.read { db in
            let (_, giver) = try db.offers.find(id, visibleTo: actor).orNotFound()
            guard giver.person == nil else { throw Refusal.notFound }
            return (try db.offers.form(of: giver), try db.offers.placesTaken(of: giver, on: today))
        }
        return context.show(PlaceChangePage(token: context.token, offer: id, form: form, taken: taken))
    }

    @Sendable private func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try offer(context), wrong: PlaceOffers.Wrong?
        do { wrong = try await offers.change(id, to: context.fields, by: context.actor) } catch StorageProblem.trigger {
            // Somebody has come there since it was looked at: looked at again, it says so.
            wrong = try await offers.change(id, to: context.fields, by: context.actor)
        }
        guard let wrong else { return .redirect(to: "/offers") }
        return context.show(
            PlaceChangePage(token: context.token, offer: id, form: wrong.form, taken: wrong.taken, problems: wrong.problems, isLate: wrong.isLate),
            status: wrong.isLate ? .conflict : .unprocessableContent)
    }

    @Sendable private func close(_ request: Request, _ context: SignedInContext) async throws -> Response { try await setOpen(false, context) }
    @Sendable private func reopen(_ request: Request, _ context: SignedInContext) async throws -> Response { try await setOpen(true, context) }

    private func setOpen(_ isOpen: Bool, _ context: SignedInContext) async throws -> Response {
        try await offers.setOpen(isOpen, try offer(context), by: context.actor)
        return .redirect(to: "/offers")
    }

    private func offer(_ context: SignedInContext) throws -> OfferID { try context.parameter("id").flatMap { OfferID($0) }.orNotFound() }

    @Sendable private func setCapacity(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let person = try context.parameter("id").flatMap { PersonID($0) }.orNotFound()
        guard let capacity = Int(typed: context.fields["capacity"]), (0...9).contains(capacity) else {
            _ = try await hub.archive.read { try $0.offers.giver(of: person, visibleTo: context.actor).orNotFound() }
            return context.show(CapacityPage(token: context.token, person: person, capacity: context.fields["capacity"]), status: .unprocessableContent)
        }
        try await offers.setCapacity(capacity, of: person, by: context.actor)
        return .redirect(to: Route("/volunteers/\(person.text)").fragment("capacity"))
    }

    private func page(_ form: PlaceOfferForm, _ problems: [FieldProblem], _ context: SignedInContext) async throws -> PlaceOfferPage {
        let organization = context.actor.organization, programs = programs, today = Day(hub.now(), in: hub.settings.value.zone)
        let items = try await hub.archive.read { db in
            let places = try db.offers.places(in: organization), taken = try db.offers.taken(of: places.map(\.giver.id), on: today), rooms = try db.offers.rooms(of: places.map(\.giver), on: today)
            return places.map {
                PlaceOfferPage.Item(offer: $0.offer, giver: $0.giver, program: programs[$0.offer.program], taken: taken[$0.giver.id] ?? 0, left: rooms[$0.giver.id])
            }
        }
        return PlaceOfferPage(
            token: context.token, items: items, form: form, problems: problems, programs: programs.matched, today: Day(hub.now(), in: hub.settings.value.zone))
    }
}
