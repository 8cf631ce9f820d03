import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Messaging
import Storage
import Trust
import Vault
import Web

extension AuditAction {
    static let breachWritten = AuditAction(rawValue: "breach.written")
    static let breachPeopleAdded = AuditAction(rawValue: "breach.people_added")
    static let breachAuthority = AuditAction(rawValue: "breach.authority_decided")
    static let breachPeople = AuditAction(rawValue: "breach.people_decided")
    static let breachClosed = AuditAction(rawValue: "breach.closed")
}

extension Letter {
    static let breachTold = Letter(
        "breach.told", subject: Message("Something about your data"), [Message("Something happened that concerns data about you. The page says what, and what you can do.")],
        button: Message("Read what happened"))
}

/// The officer's register of breaches.
struct BreachRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [door(.get, "/breaches", list), door(.post, "/breaches", write), door(.get, "/breaches/:id", show), door(.post, "/breaches/:id/affected", search),
         door(.post, "/breaches/:id/authority", decideAuthority), door(.post, "/breaches/:id/letters", decidePeople), door(.post, "/breaches/:id/closure", close),
         .personal(.get, "/breaches/:id/told/:person/:key", told)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.officer], method, path, for: .dataProtection, work)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let now = hub.now(), form = BreachForm(at: now, in: context.visitor.face.timeZone)
        return context.show(try await listPage(Pager.number(asked: request.uri.query), form, [], context))
    }

    private func listPage(_ number: Int, _ form: BreachForm, _ problems: [FieldProblem], _ context: SignedInContext) async throws -> BreachListPage {
        let organization = context.actor.organization, perPage = BreachListPage.perPage
        let found = try await hub.archive.read { try $0.breaches.list(in: organization, limit: perPage + 1, offset: (number - 1) * perPage) }
        return BreachListPage(
            token: context.token, breaches: found, number: number, what: form.what, day: form.day, time: form.time, problems: problems, now: hub.now(),
            zone: context.visitor.face.timeZone)
    }

    @Sendable private func write(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let now = hub.now(), zone = context.visitor.face.timeZone, form = BreachForm(context.fields), problems = form.problems(at: now, in: zone)
        guard problems.isEmpty, let knownAt = form.knownAt(in: zone) else { return context.show(try await listPage(1, form, problems, context), status: .unprocessableContent) }
        let breach = Breach(organization: context.actor.organization, what: form.what, knownAt: knownAt, at: now)
        let sealed = try hub.keyring.sealBreach(form.what, "what", of: breach.id)
        try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            try db.breaches.insert(breach, sealed: sealed)
            try access.record(.breachWritten, on: "breach \(breach.id)", at: now, in: db)
        }
        return .redirect(to: "/breaches/\(breach.id)")
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response { context.show(try await page(context, [])) }

    private func page(_ context: SignedInContext, _ problems: [FieldProblem]) async throws -> BreachPage {
        let id = try context.parameter("id").orNotFound(), hub = hub, now = hub.now(), zone = context.visitor.face.timeZone, token = context.token, fields = context.fields
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let breach = try hub.keyring.opened(try db.breaches.find(id, in: access.actor.organization).orNotFound())
            var readers: [BreachPage.Reader] = []
            let staff = breach.people.isDecided ? [] : try db.staff.ever(in: access.actor.organization)
            for member in staff {
                readers.append(.init(person: member.person, name: try access.open(member.name, in: member.user.text, of: member.person, as: .sameOrganization)))
            }
            return BreachPage(
                token: token, breach: breach, tables: hub.personalTables, readers: readers, problems: problems, typed: problems.isEmpty ? Fields() : fields,
                now: now, zone: zone)
        }
    }

    @Sendable private func search(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let search = BreachSearch(context.fields, tables: hub.personalTables.map(\.name)) else {
            return context.show(try await page(context, [FieldProblem("from", BreachProblem.search.message)]), status: .unprocessableContent)
        }
        let hub = hub
        return try await change(context, .breachPeopleAdded, fields: [search.name]) { breach, db, _, _ in
            guard !breach.people.isDecided, breach.closedAt == nil else { return false }
            try db.breaches.add(try search.people(of: breach.organization, hub, db), to: breach.id, foundBy: search.name)
            return true
        }
    }

    @Sendable private func decideAuthority(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").orNotFound()
        if context.fields["told"] == "undo" { return try await change(context, .breachAuthority, fields: ["undo"]) { breach, db, _, now in try db.breaches.undoAuthority(breach.id, at: now) } }
        guard let told = try told(context.fields, reason: "authority_reason", field: "authority", of: id) else { return try await tooShort("authority_reason", context) }
        return try await change(context, .breachAuthority) { breach, db, _, _ in try db.breaches.decideAuthority(breach.id, told) }
    }

    @Sendable private func decidePeople(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").orNotFound(), words = context.fields["words"], isTold = context.fields["told"] == "yes"
        if context.fields["told"] == "undo" { return try await undoLetters(context) }
        guard !isTold || Breach.wordsLength.contains(words.count) else { return try await tooShort("words", context) }
        if isTold, try await hub.archive.read({ try $0.breaches.people(of: id).isEmpty }) {
            return context.show(try await page(context, [FieldProblem("words", BreachProblem.nobody.message)]), status: .unprocessableContent)
        }
        guard let told = try told(context.fields, reason: "letters_reason", field: "people", of: id) else { return try await tooShort("letters_reason", context) }
        let sealed = isTold ? try hub.keyring.sealBreach(words, "words", of: id) : nil
        do { return try await decide(told, words: sealed, context) } catch StorageProblem.trigger {
            // The last one concerned was erased a moment before.
            return context.show(try await page(context, [FieldProblem("words", BreachProblem.nobody.message)]), status: .unprocessableContent)
        }
    }

    private func decide(_ told: Breach.Told, words sealed: String?, _ context: SignedInContext) async throws -> Response {
        let isTold = sealed != nil
        return try await change(context, .breachPeople) { breach, db, _, now in
            guard try db.breaches.decidePeople(breach.id, told, words: sealed) else { return false }
            guard isTold else { return true }
            for person in try db.breaches.people(of: breach.id) {
                try db.outbox.post(
                    .breachTold, to: person, opening: "/breaches/\(breach.id)/told/\(person.text)", isPersonal: true, key: "breach:\(breach.id):\(person.text)",
                    notBefore: now + Breach.undoSeconds, at: now)
            }
            return true
        }
    }

    /// None of the letters has left: nobody was told.
    private func undoLetters(_ context: SignedInContext) async throws -> Response {
        try await change(context, .breachPeople, fields: ["undo"]) { breach, db, _, now in
            guard try db.breaches.undoPeople(breach.id, at: now) else { return false }
            try db.outbox.takeBack(prefix: "breach:\(breach.id):")
            return true
        }
    }

    /// That they were told now, or why not, sealed; nil where the reason is none.
    private func told(_ fields: Fields, reason: String, field: String, of id: String) throws -> Breach.Told? {
        if fields["told"] == "yes" { return .at(hub.now()) }
        let text = fields[reason]
        return Breach.wordsLength.contains(text.count) ? .not(because: try hub.keyring.sealBreach(text, field, of: id)) : nil
    }

    @Sendable private func close(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").orNotFound(), measures = context.fields["measures"]
        guard Breach.wordsLength.contains(measures.count) else { return try await tooShort("measures", context) }
        let sealed = try hub.keyring.sealBreach(measures, "measures", of: id)
        return try await change(context, .breachClosed) { breach, db, _, now in try db.breaches.close(breach.id, measures: sealed, at: now) }
    }

    private func tooShort(_ field: String, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(context, [FieldProblem(field, BreachProblem.words.message)]), status: .unprocessableContent)
    }

    /// What is done already is not done twice: the page shows how it stands.
    private func change(
        _ context: SignedInContext, _ action: AuditAction, fields: [String] = [],
        _ work: @escaping @Sendable (Breach, any Connection, Actor, Date) throws -> Bool
    ) async throws -> Response {
        let id = try context.parameter("id").orNotFound(), actor = context.actor, now = hub.now()
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let breach = try db.breaches.find(id, in: actor.organization).orNotFound()
            if try work(breach, db, actor, now) { try access.record(action, on: "breach \(id)", fields: fields, at: now, in: db) }
        }
        return .redirect(to: "/breaches/\(id)")
    }

    /// For whom it concerns, once they were told, by the link of their letter.
    @Sendable private func told(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let id = try context.parameter("id").orNotFound(), person = try context.parameter("person").flatMap { PersonID($0) }.orNotFound()
        try await hub.checkKey(context.parameter("key") ?? "", of: "/breaches/\(id)/told/\(person.text)", for: person)
        let now = hub.now(), sealed = try await hub.archive.read { try $0.breaches.told(person, at: now).first { $0.id == id } }.orNotFound()
        let breach = try hub.keyring.opened(sealed), settings = hub.settings.value
        return context.show(BreachToldPage(
            words: breach.words ?? "", knownOn: Day(breach.knownAt, in: settings.zone), helperName: settings.helperName, helperPhone: settings.helperPhone))
    }
}
