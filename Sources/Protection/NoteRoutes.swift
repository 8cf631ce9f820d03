import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import People
import Storage
import Trust
import Vault
import Web

/// Sealed notes about someone: written by whoever has them in care, read by those who are named.
struct NoteRoutes: Sendable {
    let hub: Hub
    private let notes: Notes

    init(hub: Hub) { (self.hub, notes) = (hub, Notes(hub: hub)) }

    var doors: [Door] {
        [door(.get, "/protection", entrusted), door(.get, "/persons/:id/protection") { try await page($1, nil) },
         door(.get, "/persons/:id/protection/new") { try await form($1, NoteForm(), hub.newID(), nil) }, door(.post, "/persons/:id/protection", write),
         door(.post, "/persons/:id/protection/reading", read).fresh(),
         door(.get, "/persons/:id/protection/readers") { try await readers($1, nil, nil) }, door(.post, "/persons/:id/protection/readers", setReaders).fresh(),
         door(.post, "/persons/:id/protection/:note/removal", remove).fresh()]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles(Reader.roles, method, path, for: .protection, work)
    }

    @Sendable private func entrusted(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let mark = try db.sealingKeys.mark(of: actor.user), entrusted = try db.notes.entrusted(to: actor.user)
            let people = try db.persons.find(Array(Set(entrusted.map(\.person))), visibleTo: actor, evenRestricted: true)
            let isTold = try LostNotes.isTold(actor, db), unread = isTold ? try db.notes.unread(in: actor.organization) : []
            let names = try db.staff.find(Array(Set(unread.flatMap(\.readers)))).map { try access.name(of: $0) }
            return EntrustedPage(hasKey: mark != nil, items: try people.map { person in
                let notes = entrusted.filter { $0.person == person.id }
                return EntrustedPage.Item(
                    person: person.id, name: try access.name(of: person, as: .entrusted), count: notes.count,
                    isNew: notes.contains { $0.copies.contains { $0.reader == actor.user && $0.mark == mark && $0.readAt == nil } })
            }, unread: unread.isEmpty ? nil : .init(count: unread.count, names: names))
        }
        return context.show(page)
    }

    private func page(_ context: SignedInContext, _ returned: Returned?) async throws -> Response {
        let id = try person(context), actor = context.actor, token = context.token, zone = context.visitor.face.timeZone
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let subject = try Subject(id, db, for: actor), writers = try subject.writers(db, &access), mark = subject.holders.first { $0.user == actor.user }?.mark
            return NotesPage(
                token: token, person: id, name: try access.name(of: subject.person, as: subject.relation), readers: try access.names(of: subject.readers).map(\.name),
                items: subject.notes.map { note in
                    let own = note.copy(of: actor.user)
                    return .init(day: Day(note.writtenAt, in: zone), writer: writers[note.writer], isNew: own.map { $0.mark == mark && $0.readAt == nil } ?? false)
                },
                isNamed: subject.isNamed, canOpen: subject.canOpen, problems: returned.map { [$0.problem] } ?? [])
        }
        return context.show(page, returned: returned)
    }

    private func form(_ context: SignedInContext, _ form: NoteForm, _ note: NoteID, _ returned: Returned?) async throws -> Response {
        let id = try person(context), actor = context.actor, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let subject = try Subject(id, db, for: actor)
            return NoteFormPage(
                token: token, person: id, name: try access.name(of: subject.person, as: subject.relation), id: note, readers: try access.names(of: subject.readers),
                holders: try access.names(of: subject.readers.isEmpty ? subject.holders : []), form: form, seen: SeenReaders(returned, sent: form.seen, now: subject),
                change: try access.change(returned, from: form.seen, naming: form.readers, to: subject, in: db), problems: returned.map { [$0.problem] } ?? [])
        }
        return context.show(page, returned: returned)
    }

    @Sendable private func write(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try person(context), form = NoteForm(context.fields), note = NoteID(context.fields["note"]) ?? hub.newID()
        do {
            if let problem = form.problems.first { throw problem }
            try await notes.write(form, as: note, about: id, by: context.actor)
        } catch NoteProblem.alreadySealed {
            return try await self.form(context, form, hub.newID(), Returned(NoteProblem.alreadySealed, beside: "words"))
        } catch {
            return try await self.form(context, form, note, Returned(error, beside: "words"))
        }
        return .redirect(to: "/persons/\(id.text)/protection")
    }

    /// What is opened stands in the answer to the form alone: no address leads to it.
    @Sendable private func read(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try person(context), actor = context.actor, token = context.token, zone = context.visitor.face.timeZone
        do {
            let found = try await notes.read(about: id, by: actor, typed: typed(context))
            let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
                let subject = try Subject(id, db, for: actor), writers = try subject.writers(db, &access)
                return OpenNotesPage(token: token, person: id, name: try access.name(of: subject.person, as: .entrusted), items: found.map {
                    .init(id: $0.note.id, day: Day($0.note.writtenAt, in: zone), writer: writers[$0.note.writer], words: $0.words)
                })
            }
            return context.show(page)
        } catch {
            return try await self.page(context, Returned(error, beside: SealingKeyField.name))
        }
    }

    private func readers(_ context: SignedInContext, _ chosen: Set<UserID>?, _ returned: Returned?) async throws -> Response {
        let id = try person(context), actor = context.actor, token = context.token, seen = SeenReaders(context.fields)
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let subject = try Subject(id, db, for: actor).opened(), closed = subject.closed(to: actor.user)
            return ReadersPage(
                token: token, person: id, name: try access.name(of: subject.person, as: .entrusted), holders: try access.names(of: subject.holders),
                chosen: chosen ?? Set(subject.readers.map(\.user)), seen: SeenReaders(returned, sent: seen, now: subject),
                change: try access.change(returned, from: seen, naming: chosen ?? [], to: subject, in: db),
                closed: closed.count, closedReaders: try access.names(of: closed.readers(among: subject.holders)).map(\.name), problems: returned.map { [$0.problem] } ?? [])
        }
        return context.show(page, returned: returned)
    }

    @Sendable private func setReaders(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try person(context), chosen = Set(context.fields.values("readers").compactMap { UserID($0) })
        do {
            try await notes.setReaders(chosen, of: id, seen: SeenReaders(context.fields), by: context.actor, typed: typed(context))
        } catch {
            return try await readers(context, chosen, Returned(error, beside: error is NoteProblem ? "readers" : SealingKeyField.name))
        }
        // Whoever took themselves out, and does not have them in care, may not come back to the page.
        let isAllowed = try await hub.archive.read { (try? Subject(id, $0, for: context.actor)) != nil }
        return .redirect(to: isAllowed ? "/persons/\(id.text)/protection" : "/protection")
    }

    @Sendable private func remove(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await notes.remove(context.parameter("note").flatMap { NoteID($0) }, about: person(context), by: context.actor)
        return .redirect(to: "/protection")
    }

    private func typed(_ context: SignedInContext) -> String { context.fields.untrimmed(SealingKeyField.name) }
    private func person(_ context: SignedInContext) throws -> PersonID { try context.parameter("id").flatMap { PersonID($0) }.orNotFound() }
}

extension SignedInContext {
    /// The page again, with all that was typed and chosen.
    func show(_ page: some Page, returned: Returned?) -> Response {
        guard let returned else { return show(page) }
        return returned.cause.map { show(page, refusing: $0) } ?? show(page, status: .unprocessableContent)
    }
}
