import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// Asking about one's own data, signed in or by the address of a request.
struct OwnRequestRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.signedIn(.get, "/my/requests", show), .signedIn(.post, "/my/requests", ask), .signedIn(.post, "/my/requests/use", useAgain),
         .personal(.get, "/requests/of/:id/:key", receipt)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(context, DataRequestForm(), []))
    }

    private func page(_ context: SignedInContext, _ form: DataRequestForm, _ problems: [FieldProblem]) async throws -> OwnRequestsPage {
        let hub = hub, person = context.actor.person, today = Day(hub.now(), in: context.visitor.face.timeZone), token = context.token
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            var shown: [ShownRequest] = []
            for request in try db.requests.own(of: person) { shown.append(try ShownRequest(request, as: .own, hub, &access)) }
            let series = try db.personalLinks.series(of: person), links = shown.map { ($0.request.id, hub.receipt(of: $0.request.id, series: series)) }
            return OwnRequestsPage(
                token: token, today: today, requests: shown, links: Dictionary(links) { first, _ in first }, isRestricted: try access.isRestricted(person),
                restriction: try db.requests.restriction(of: person), form: form, problems: problems)
        }
    }

    @Sendable private func ask(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = DataRequestForm(context.fields)
        guard form.problems.isEmpty else { return context.show(try await page(context, form, form.problems), status: .unprocessableContent) }
        return try await context.asked {
            _ = try await DataRequests(hub: hub).make(form, of: context.actor.person, writtenBy: nil, by: context.actor, for: context.purpose)
            return "/my/requests"
        } again: { try await page(context, form, $0) }
    }

    @Sendable private func useAgain(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await DataRequests(hub: hub).askAgain(by: context.actor, for: context.purpose)
        return .redirect(to: "/my/requests")
    }

    /// For whoever holds the key of the address: it tells no name, and outlives the person's data.
    @Sendable private func receipt(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let id = try context.parameter("id").flatMap { DataRequestID($0) }.orNotFound(), hub = hub, today = Day(hub.now(), in: context.face.timeZone)
        let path = "/requests/of/\(id.text)", key = try context.parameter("key").orNotFound()
        guard hub.isKey(key, of: path) else { throw Refusal.notFound }
        let found = try await hub.archive.read { try $0.requests.find(id) }.orNotFound(), address = context.address(of: Route.local("\(path)/\(key)") ?? "/")
        guard let person = found.person else {
            try hub.checkKey(key, of: path, notBefore: found.linkSeries)
            return context.show(RequestReceiptPage(shown: ShownRequest(request: found, kept: hub.words(ofKept: found.kept)), today: today, address: address))
        }
        try await hub.checkKey(key, of: path, for: person)
        let shown = try await hub.archive.read(by: .byLink(person, of: found.organization), for: .ownFile) { db, access in
            try ShownRequest(try db.requests.find(id).orNotFound(), as: .own, hub, &access)
        }
        return context.show(RequestReceiptPage(shown: shown, today: today, address: address))
    }
}

/// Writing a request down at the desk.
struct DeskRequestRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.caseWorker], .get, "/households/:id/requests/new", for: .casework) { try await form($0, $1, "/households/") },
         .roles([.caseWorker], .post, "/households/:id/requests", for: .casework) { try await take($0, $1, "/households/") },
         .roles([.coordinator], .get, "/volunteers/:id/requests/new", for: .volunteering) { try await form($0, $1, "/volunteers/") },
         .roles([.coordinator], .post, "/volunteers/:id/requests", for: .volunteering) { try await take($0, $1, "/volunteers/") }]
    }

    private func form(_ request: Request, _ context: SignedInContext, _ place: String) async throws -> Response {
        context.show(try await page(context, place, DataRequestForm(), []))
    }

    private func page(_ context: SignedInContext, _ place: String, _ form: DataRequestForm, _ problems: [FieldProblem]) async throws -> DeskRequestPage {
        let id = try context.parameter("id").orNotFound(), hub = hub
        let people = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in try hub.peopleInCare(on: id, db, &access) }
        guard !people.isEmpty else { throw Refusal.notFound }
        return DeskRequestPage(token: context.token, place: try Route.local(place + id).orNotFound(), people: people, form: form, problems: problems)
    }

    private func take(_ request: Request, _ context: SignedInContext, _ place: String) async throws -> Response {
        var form = DataRequestForm(context.fields)
        let page = try await page(context, place, form, form.problems)
        if page.people.count == 1, form.person.isEmpty { form.person = page.people[0].person.text }
        let person = page.people.first { $0.person.text == form.person }?.person
        let problems = form.problems + (person == nil ? [FieldProblem("person", Message("Choose who asks."))] : [])
        guard problems.isEmpty, let person else {
            return context.show(try await self.page(context, place, form, problems), status: .unprocessableContent)
        }
        return try await context.asked { [form] in
            let id = try await DataRequests(hub: hub).make(form, of: person, writtenBy: context.actor.user, by: context.actor, for: context.purpose)
            return hub.receipt(of: id, series: try await hub.archive.read { try $0.personalLinks.series(of: person) })
        } again: { [form] in try await self.page(context, place, form, $0) }
    }
}

extension SignedInContext {
    /// Where it leads once something is asked. What was asked already stands on the form again, which keeps what was written: another person may ask the same.
    fileprivate func asked(_ make: () async throws -> Route, again page: ([FieldProblem]) async throws -> some Page) async throws -> Response {
        do { return .redirect(to: try await make()) } catch RequestProblem.another {
            return show(try await page([FieldProblem("kind", RequestProblem.another.message)]), status: .conflict)
        }
    }
}

/// Requests for the data protection officer.
struct RequestRoutes: Sendable {
    let hub: Hub
    private let officers: Set<Role> = [.officer]

    var doors: [Door] {
        [.roles(officers, .get, "/requests", for: .dataProtection, list), .roles(officers, .get, "/requests/:id", for: .dataProtection, show),
         Door.roles(officers, .post, "/requests/:id/answer", for: .dataProtection, answer).fresh(),
         .roles(officers, .post, "/requests/:id/prolongation", for: .dataProtection, prolong),
         Door.roles(officers, .post, "/requests/:id/lifting", for: .dataProtection, lift).fresh(), .roles(officers, .post, "/requests/:id/hold", for: .dataProtection, hold)]
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let number = Pager.number(asked: request.uri.query), today = Day(hub.now(), in: context.visitor.face.timeZone), actor = context.actor
        let (requests, total) = try await hub.archive.read { try $0.requests.list(visibleTo: actor, page: number) }
        return context.show(RequestListPage(requests: requests, today: today, number: number, total: total))
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response { context.show(try await page(context)) }

    private func page(_ context: SignedInContext) async throws -> RequestPage {
        let id = try request(context), actor = context.actor, hub = hub, today = Day(hub.now(), in: context.visitor.face.timeZone), token = context.token, languages = context.visitor.face.languages
        return try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let found = try db.requests.find(id, visibleTo: actor).orNotFound()
            let hold = try found.person.flatMap { try db.holds.live(of: [$0], on: today).first }
            return RequestPage(
                token: token, shown: try ShownRequest(found, as: .requested, hub, &access), today: today,
                restriction: try found.person.flatMap { try db.requests.restriction(of: $0) }, hold: try hold.map { try ShownHold($0, hub, db, &access) },
                person: found.person.map(hub.code), wouldKeep: found.kind == .erasure ? try found.person.map { try hub.kept(of: $0, in: db) } ?? [] : [], languages: languages)
        }
    }

    @Sendable private func answer(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try self.request(context), words = context.fields["answer"], outcome = DataRequest.Outcome(rawValue: context.fields["outcome"])
        let actor = context.actor, kind = try await hub.archive.read { try $0.requests.find(id, visibleTo: actor) }.orNotFound().kind
        var problems: [FieldProblem] = []
        // What is erased takes the words along: nobody could read them.
        if words.isEmpty, kind != .erasure || outcome != .done { problems.append(FieldProblem("answer", Message("Write the answer: it is read by the person who asked."))) }
        if words.count > DataRequest.longest { problems.append(FieldProblem("answer", Message("This is too long. Write the most important part."))) }
        if outcome == nil { problems.append(FieldProblem("outcome", Message("Choose whether it is done."))) }
        guard problems.isEmpty, let outcome else {
            var page = try await page(context)
            (page.answer, page.outcome, page.problems) = (words, outcome, problems)
            return context.show(page, status: .unprocessableContent)
        }
        try await DataRequests(hub: hub).answer(id, outcome, words, by: context.actor)
        return .redirect(to: "/requests/\(id.text)")
    }

    @Sendable private func prolong(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try self.request(context), reason = context.fields["reason"]
        guard !reason.isEmpty, reason.count <= DataRequest.longest else {
            var page = try await page(context)
            page.reason = reason
            page.problems = [FieldProblem("reason", reason.isEmpty ? Message("Write why it takes longer: it is read by the person who asked.") : Message("This is too long. Write the most important part."))]
            return context.show(page, status: .unprocessableContent)
        }
        try await DataRequests(hub: hub).prolong(id, because: reason, by: context.actor)
        return .redirect(to: "/requests/\(id.text)")
    }

    @Sendable private func lift(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try self.request(context)
        try await DataRequests(hub: hub).lift(id, by: context.actor)
        return .redirect(to: "/requests/\(id.text)")
    }

    @Sendable private func hold(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try self.request(context), form = HoldForm(context.fields), today = Day(hub.now(), in: context.visitor.face.timeZone), problems = form.problems(today: today)
        guard problems.isEmpty else {
            var page = try await page(context)
            (page.holding, page.problems) = (form, problems)
            return context.show(page, status: .unprocessableContent)
        }
        let actor = context.actor
        let person = try await hub.archive.read { try $0.requests.find(id, visibleTo: actor) }.orNotFound().person.orNotFound()
        try await LegalHolds(hub: hub).set(form, on: person, by: actor)
        return .redirect(to: "/requests/\(id.text)")
    }

    private func request(_ context: SignedInContext) throws -> DataRequestID { try context.parameter("id").flatMap { DataRequestID($0) }.orNotFound() }
}

extension ShownRequest {
    /// Opened for the person themselves, or for the officer as the one it was asked of.
    init(_ request: DataRequest, as relation: Relation, _ hub: Hub, _ access: inout Access) throws {
        self.init(request: request, kept: hub.words(ofKept: request.kept))
        guard let person = request.person else { return }
        let row = request.id.text
        words = try request.words.map { try access.open($0, in: row, of: person, as: relation) }
        reason = try request.reason.map { try access.open($0, in: row, of: person, as: relation) }
        answer = try request.answer.map { try access.open($0, in: row, of: person, as: relation) }
    }
}

extension Hub {
    /// The address at which a request is seen without signing in.
    func receipt(of id: DataRequestID, series: Int) -> Route { Route.local(personalLink("/requests/of/\(id.text)", series: series)) ?? "/" }

    /// What the areas say of what they keep by law, by its names.
    func words(ofKept names: [String]) -> [Message] { features.compactMap(\.erasure).flatMap(\.keeps).filter { names.contains($0.name) }.map(\.reason) }
}
