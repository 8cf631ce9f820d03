import Foundation
import House
import Hummingbird
import Identity
import Localization
import Vault
import Web

/// Where someone makes their own key for what is sealed to them.
struct SealingKeyRoutes: Sendable {
    let hub: Hub
    private let keys: SealingKeys

    init(hub: Hub) { (self.hub, keys) = (hub, SealingKeys(hub: hub)) }

    var doors: [Door] {
        [.roles(SealingKeyHolder.roles, .get, "/my/sealing-key", for: .ownFile) { try await page($1, []) },
         Door.roles(SealingKeyHolder.roles, .post, "/my/sealing-key", for: .ownFile, make).fresh(),
         Door.roles(SealingKeyHolder.roles, .post, "/my/sealing-key/code", for: .ownFile, renewCode).fresh()]
    }

    private func page(_ context: SignedInContext, _ problems: [FieldProblem]) async throws -> Response {
        let actor = context.actor, token = context.token, zone = context.visitor.face.timeZone
        let page = try await hub.archive.read { db in
            let kept = try db.sealingKeys.find(actor.user)
            return SealingKeyPage(
                token: token, state: kept.map { .kept(since: Day($0.madeAt, in: zone), hasPassword: $0.locked.hasPassword) } ?? .none,
                hasOwnPassword: try db.users.hasOwnPassword(actor.user), problems: problems)
        }
        return context.show(page, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let code = try await keys.make(for: context.actor, password: context.fields.untrimmed("password")) else {
            return try await page(context, [FieldProblem("password", Message("This is not your present password."))])
        }
        return context.show(SealingCodePage(code: code))
    }

    @Sendable private func renewCode(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let code = try await keys.renewCode(of: context.actor, by: context.fields.untrimmed(SealingKeyField.name)) else {
            return try await page(context, [.wrongKey(SealingKeyField.name)])
        }
        return context.show(SealingCodePage(code: code))
    }
}
