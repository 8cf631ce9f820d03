import Foundation
import House
import Hummingbird
import Identity
import Trust
import Web

/// Who opened what: the list the data protection officer answers for.
struct AccessListRoutes: Sendable {
    let hub: Hub

    var doors: [Door] { [.roles([.officer], .get, "/access-list", for: .dataProtection, list)] }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, keyring = hub.keyring, since = hub.now() - AccessListPage.countedSeconds
        let number = Pager.number(asked: request.uri.query), perPage = AccessListPage.perPage
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let records = try AccessRecordStore(db: db, keyring: keyring).latest(of: actor.organization, limit: perPage, offset: (number - 1) * perPage)
            var names = [keyring.pseudonym(of: Actor.program(of: actor.organization).person): "Tessera"]
            let actors = Set(records.map(\.actor))
            for user in try db.users.list(visibleTo: actor) {
                let pseudonym = keyring.pseudonym(of: user.person)
                guard actors.contains(pseudonym) else { continue }
                names[pseudonym] = try access.open(user.name, in: user.id.text, of: user.person, as: .sameOrganization)
            }
            let ofConcerns = try AccessRecordStore(db: db, keyring: keyring).safeguardingCount(of: actor.organization, since: since)
            return AccessListPage(number: number, records: records, names: names, ofConcerns: ofConcerns, zone: context.visitor.face.timeZone)
        }
        return context.show(page)
    }
}
