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
        [door(.get, "/protection", entrusted), door(.get, "/persons/:id/protection") { try await page($1, []) },
         door(.get, "/persons/:id/protection/new") { try await form($1, NoteForm(), [], hub.newID()) }, door(.post, "/persons/:id/protection", write),
         door(.post, "/persons/:id/protection/reading", read).fresh(),
         door(.get, "/persons/:id/protection/readers") { try await readers($1, nil, []) }, door(.post, "/persons/:id/protection/readers", setReaders).fresh(),
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
            return EntrustedPage(hasKey: mark != nil, items: try people.map { person in
                let notes = entrusted.filter { $0.person == person.id }
                return EntrustedPage.Item(
                    person: person.id, name: try access.name(of: person, as: .entrusted), count: notes.count,
                    isNew: notes.contains { $0.copies.contains { $0.reader == actor.user && $0.mark == mark && $0.readAt == nil } })
            })
        }
        return context.show(page)
    }

    private func page(_ context: SignedInContext, _ problems: [FieldProblem]) async throws -> Response {
        let id = try person(context), actor = context.actor, token = context.token, zone = context.visitor.face.timeZone
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let subject = try Subject(id, db, for: actor), writers = try subject.writers(db, &access), mark = subject.holders.first { $0.user == actor.user }?.mark
            return NotesPage(
                token: token, person: id, name: try access.name(of: subject.person, as: subject.relation), readers: try access.names(of: subject.readers).map(\.name),
                items: subject.notes.map { note in
                    let own = note.copy(of: actor.user)
                    return .init(day: Day(note.writtenAt, in: zone), writer: writers[note.writer], isNew: own.map { $0.mark == mark && $0.readAt == nil } ?? false)
                },
                isNamed: subject.isNamed, canOpen: subject.canOpen, problems: problems)
        }
        return context.show(page, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func form(_ context: SignedInContext, _ form: NoteForm, _ problems: [FieldProblem], _ note: NoteID) async throws -> Response {
        let id = try person(context), actor = context.actor, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let subject = try Subject(id, db, for: actor)
            return NoteFormPage(
                token: token, person: id, name: try access.name(of: subject.person, as: subject.relation), id: note, readers: try access.names(of: subject.readers),
                holders: try access.names(of: subject.readers.isEmpty ? subject.holders : []), form: form, problems: problems)
        }
        return context.show(page, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func write(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try person(context), form = NoteForm(context.fields), note = NoteID(context.fields["note"]) ?? hub.newID()
        guard form.problems.isEmpty else { return try await self.form(context, form, form.problems, note) }
        do { try await notes.write(form, as: note, about: id, by: context.actor) } catch let problem as FieldProblem {
            return try await self.form(context, form, [problem], note)
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
        } catch let problem as FieldProblem {
            return try await self.page(context, [problem])
        }
    }

    private func readers(_ context: SignedInContext, _ chosen: Set<UserID>?, _ problems: [FieldProblem]) async throws -> Response {
        let id = try person(context), actor = context.actor, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let subject = try Subject(id, db, for: actor).opened()
            return ReadersPage(
                token: token, person: id, name: try access.name(of: subject.person, as: .entrusted), holders: try access.names(of: subject.holders),
                chosen: chosen ?? Set(subject.readers.map(\.user)), problems: problems)
        }
        return context.show(page, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func setReaders(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try person(context), chosen = Set(context.fields.values("readers").compactMap { UserID($0) })
        do { try await notes.setReaders(chosen, of: id, by: context.actor, typed: typed(context)) } catch let problem as FieldProblem {
            return try await readers(context, chosen, [problem])
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
