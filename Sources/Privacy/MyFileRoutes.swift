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
    private static let mostRecords = 500

    var doors: [Door] { [.signedIn(.get, "/my/file", show), .signedIn(.get, "/my/file/copy", copy)] }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, hub = hub, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let (opened, hasMore) = try opened(hub, db, &access)
            return MyFilePage(
                token: token, sections: try hub.file(db, &access), parts: try hub.parts(on: .file, of: actor.person.text, db, &access), opened: opened, hasMore: hasMore)
        }
        return context.show(page)
    }

    /// The same as data, in the reader's language: JSON, which other programs read, too.
    @Sendable private func copy(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let hub = hub, now = hub.now(), say = context.visitor.say
        let copy = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let (opened, _) = try opened(hub, db, &access)
            let consents = try db.consents.all(of: access.actor.person)
            return MyFileCopy(hub: hub.settings.value.hubName, madeAt: now, sections: try hub.file(db, &access), consents: consents, opened: opened, say)
        }
        return .download(try copy.json(), as: "my-file.json", type: "application/json; charset=utf-8")
    }

    private func opened(_ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> (lines: [Opened], hasMore: Bool) {
        let keyring = hub.keyring, actor = access.actor
        let records = try AccessRecordStore(db: db, keyring: keyring).opened(of: actor.person, limit: Self.mostRecords)
        let actors = Set(records.map(\.actor))
        var names: [String: Opened.Who] = [keyring.pseudonym(of: Actor.program(of: actor.organization).person): .program]
        for member in try db.staff.ever(in: actor.organization) {
            let pseudonym = keyring.pseudonym(of: member.person)
            guard actors.contains(pseudonym) else { continue }
            names[pseudonym] = .named(try access.open(member.name, in: member.user.text, of: member.person, as: .turnedTo))
        }
        return (Opened.lines(records, named: { names[$0] ?? .other }, in: hub.settings.value.zone), records.count == Self.mostRecords)
    }
}
