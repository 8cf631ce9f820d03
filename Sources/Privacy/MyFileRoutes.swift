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

    var doors: [Door] { [.signedIn(.get, "/my/file", show), .signedIn(.get, "/my/file/copy", copy)] }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, hub = hub, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let opened = try opened(hub, db, &access)
            return MyFilePage(
                token: token, sections: try hub.file(db, &access), parts: try hub.parts(on: .file, of: actor.person.text, db, &access),
                opened: Array(opened.prefix(Self.mostLines)), hasMore: opened.count > Self.mostLines)
        }
        return context.show(page)
    }

    /// The same as data, in the reader's language: JSON, which other programs read, too.
    @Sendable private func copy(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let hub = hub, now = hub.now(), say = context.visitor.say
        let copy = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let opened = try opened(hub, db, &access)
            let consents = try db.consents.all(of: access.actor.person)
            return MyFileCopy(hub: hub.settings.value.hubName, madeAt: now, sections: try hub.file(db, &access), consents: consents, opened: opened, say)
        }
        return .download(try copy.json(), as: "my-file.json", type: "application/json; charset=utf-8")
    }

    private func opened(_ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> [Opened] {
        let keyring = hub.keyring, actor = access.actor
        var lines = Opened.Lines(in: hub.settings.value.zone)
        try AccessRecordStore(db: db, keyring: keyring).eachOpened(of: actor.person) { lines.add($0) }
        let actors = lines.actors
        var names: [String: Opened.Who] = [keyring.pseudonym(of: Actor.program(of: actor.organization).person): .program]
        for member in try db.staff.ever(in: actor.organization) {
            let pseudonym = keyring.pseudonym(of: member.person)
            guard actors.contains(pseudonym) else { continue }
            names[pseudonym] = .named(try access.open(member.name, in: member.user.text, of: member.person, as: .turnedTo))
        }
        return lines.named { names[$0] ?? .other }
    }
}
