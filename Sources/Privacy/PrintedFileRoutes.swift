import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Storage
import Trust
import Web

/// Printing somebody's file who has asked for it on paper: a right that needs no phone (GDPR, Article 15).
///
/// The case worker does not print it: what someone asked of the officer stands in it. What worried someone is on no paper of staff (`FileSource.instead`).
struct PrintedFileRoutes: Sendable {
    let hub: Hub

    var doors: [Door] { [Door.roles([.officer], .post, "/requests/:id/file", for: .dataProtection, show).fresh()] }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").flatMap { DataRequestID($0) }.orNotFound(), language = try language(context)
        let person = try await opening(id, context), today = Day(hub.now(), in: context.visitor.face.timeZone), hub = hub
        let page = try await hub.archive.read(ownOf: person, handedOverBy: context.actor, for: context.purpose) { db, access in
            let sections = try hub.file(db, &access, isPrinted: true)
            return PrintedFilePage(
                request: "/requests/\(id.text)", hub: hub.settings.value.hubName, today: today, sections: sections, about: hub.about(sections),
                instead: hub.features.flatMap(\.file).compactMap(\.instead), parts: try hub.parts(on: .file, of: person.person.text, db, &access),
                // Nor who read a concern.
                opened: try hub.opened(db, &access).filter { $0.purpose != .safeguarding }, complaint: hub.complaint)
        }
        var visitor = context.visitor
        visitor.say = hub.catalogs.speech(in: language)
        return visitor.show(page)
    }

    /// Whose file it is, as long as their request for a copy waits; that it is printed is written down first.
    private func opening(_ id: DataRequestID, _ context: SignedInContext) async throws -> Actor {
        let actor = context.actor, now = hub.now()
        return try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let request = try db.requests.find(id, visibleTo: actor).orNotFound(), person = try request.person.orNotFound()
            guard request.kind == .copy, request.isOpen else { throw RequestProblem.changed }
            try access.record(.filePrinted, on: id, of: person, at: now, in: db)
            return try Actor.concerned(person, of: request.organization, in: db)
        }
    }

    private func language(_ context: SignedInContext) throws -> Language {
        try context.visitor.face.languages.first { $0.tag == context.fields["language"] }.orNotFound()
    }
}
