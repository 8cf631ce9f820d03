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
         Door.roles(SealingKeyHolder.roles, .post, "/my/sealing-key/code", for: .ownFile, renewCode).fresh(),
         Door.roles(SealingKeyHolder.roles, .post, "/my/sealing-key/password", for: .ownFile, setPassword).fresh()]
    }

    private func page(_ context: SignedInContext, _ problems: [FieldProblem], refusing problem: AccountProblem? = nil) async throws -> Response {
        let actor = context.actor, token = context.token, zone = context.visitor.face.timeZone
        let page = try await hub.archive.read { db in
            let kept = try db.sealingKeys.find(actor.user)
            return SealingKeyPage(
                token: token, state: kept.map { .kept(since: Day($0.madeAt, in: zone), hasPassword: $0.locked.hasPassword, mark: $0.locked.publicKey.fingerprint) } ?? .none,
                hasOwnPassword: try db.users.hasOwnPassword(actor.user), problems: problems)
        }
        if let problem { return context.show(page, refusing: problem) }
        return context.show(page, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    /// What was refused is said beside this field, on the page as it stands now.
    private func answer(_ context: SignedInContext, beside field: String, _ work: () async throws -> Response) async throws -> Response {
        do { return try await work() } catch let problem as AccountProblem {
            return try await page(context, [FieldProblem(field, problem.message)], refusing: problem)
        }
    }

    @Sendable private func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let replaced = context.fields["replaces"]
        return try await answer(context, beside: "password") {
            guard let code = try await keys.make(for: context.actor, password: context.fields.untrimmed("password"), replacing: replaced.isEmpty ? nil : replaced) else {
                return try await page(context, [FieldProblem("password", Message("This is not your present password."))])
            }
            return context.show(SealingCodePage(code: code))
        }
    }

    @Sendable private func renewCode(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await answer(context, beside: SealingKeyField.name) {
            guard let code = try await keys.renewCode(of: context.actor, by: context.fields.untrimmed(SealingKeyField.name)) else {
                return try await page(context, [.wrongKey(SealingKeyField.name)])
            }
            return context.show(SealingCodePage(code: code))
        }
    }

    @Sendable private func setPassword(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await answer(context, beside: "present") {
            let problems = try await keys.setPassword(of: context.actor, by: context.fields["recovery"], to: context.fields.untrimmed("present"))
            return problems.isEmpty ? .redirect(to: "/my/sealing-key") : try await page(context, problems)
        }
    }
}
