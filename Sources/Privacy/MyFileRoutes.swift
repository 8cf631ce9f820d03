import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Storage
import Trust
import Vault
import Web

/// Where someone reads what is held about them.
struct MyFileRoutes: Sendable {
    let hub: Hub
    /// How many lines of who opened it the page shows; the copy has all.
    private static let mostLines = 500

    var doors: [Door] { [.signedIn(.get, "/my/file", show), .signedIn(.get, "/my/file/page", page), .signedIn(.get, "/my/file/copy", copy)] }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, hub = hub, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let opened = try hub.opened(db, &access), sections = try hub.file(db, &access)
            return MyFilePage(
                token: token, sections: sections, about: hub.about(sections), complaint: hub.complaint, parts: try hub.parts(on: .file, of: actor.person.text, db, &access),
                opened: Array(opened.prefix(Self.mostLines)), hasMore: opened.count > Self.mostLines)
        }
        return context.show(page)
    }

    /// The same as one page that is read without the hub.
    @Sendable private func page(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let hub = hub, today = Day(hub.now(), in: context.visitor.face.timeZone)
        let document = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let sections = try hub.file(db, &access)
            return MyFileDocument(
                hub: hub.settings.value.hubName, today: today, sections: sections, about: hub.about(sections),
                parts: try hub.parts(on: .file, of: access.actor.person.text, db, &access), opened: try hub.opened(db, &access), complaint: hub.complaint)
        }
        return .download(document.text(context.visitor.say), as: "my-file.html", type: "text/html; charset=utf-8")
    }

    /// The same as data, in the reader's language: JSON, which other programs read, too.
    @Sendable private func copy(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let hub = hub, now = hub.now(), say = context.visitor.say
        let copy = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let opened = try hub.opened(db, &access), sections = try hub.file(db, &access)
            let consents = try db.consents.all(of: access.actor.person)
            let explainers = try hub.staffNames(behind: Set(consents.compactMap(\.explainedBy)), db, &access)
            return MyFileCopy(
                hub: hub.settings.value.hubName, madeAt: now, sections: sections, about: hub.about(sections), complaint: hub.complaint, consents: consents,
                explainers: explainers, opened: opened, say)
        }
        return .download(try copy.json(), as: "my-file.json", type: "application/json; charset=utf-8")
    }
}
