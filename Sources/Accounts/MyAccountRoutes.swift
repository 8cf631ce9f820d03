import Foundation
import House
import Hummingbird
import Identity
import Localization
import Vault
import Web

/// What people see and change of their own account.
struct MyAccountRoutes: Sendable {
    let hub: Hub
    private let gate = SignInGate()

    init(hub: Hub) { self.hub = hub }

    var doors: [Door] {
        [.signedIn(.get, "/my", show),
         .signedIn(.get, "/my/password", passwordForm), .signedIn(.post, "/my/password", changePassword)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, now = hub.now(), hub = hub
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let user = try db.users.find(actor.user, visibleTo: actor).orNotFound()
            return MyAccountPage(
                token: context.token,
                name: try access.open(user.name, in: user.id.text, of: user.person, as: .own),
                roles: user.roles.sorted { $0.rawValue < $1.rawValue },
                places: try db.sessions.open(of: actor.user, at: now).count, hasPassword: user.email != nil,
                hasSecondFactor: try db.secondFactors.isSetUp(for: actor.user),
                passkeys: try db.passkeys.list(of: actor.user).count,
                parts: try hub.parts(on: .own, of: actor.person.text, db, &access))
        }
        return context.show(page)
    }

    @Sendable private func passwordForm(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(PasswordPage(token: context.token, problems: []))
    }

    @Sendable private func changePassword(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, now = hub.now(), session = context.session.id
        let old = context.fields.untrimmed("old"), new = context.fields.untrimmed("password")
        var problems = Accounts(hub: hub).passwordProblems(new, context: [])
        if new == old { problems.append(FieldProblem("password", Message("Choose a password that differs from the present one."))) }
        guard await gate.admits(actor.user, of: hub) else { throw AccountProblem.tooManyTries }
        let known = try await hub.archive.read { try $0.users.passwordHash(of: actor.user) }
        if !(try await hub.passwords.verify(old, against: known)) {
            problems.append(FieldProblem("old", Message("This is not your present password.")))
        }
        guard problems.isEmpty else {
            return context.show(PasswordPage(token: context.token, problems: problems), status: .unprocessableContent)
        }
        let hash = try await hub.passwords.hash(new), secret = Secret.token(bytes: 32)
        // What is sealed to them opens by the new password from now on, and by the old one no more.
        let key = try await hub.archive.read { try $0.sealingKeys.find(actor.user)?.locked }
        let relocked = if let key { try await hub.passwords.changed(key, from: old, to: new) } else { nil as LockedSealingKey? }
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            try db.users.setPassword(hash, of: actor.user)
            if let relocked { _ = try db.sealingKeys.relock(relocked, of: actor.user) }
            try db.sessions.renew(session, secretHash: Secret.hash(secret))
            try db.sessions.endAll(of: actor.user, except: session, at: now)
            try access.record(.passwordChanged, on: actor.user, of: actor.person, fields: ["password"], at: now, in: db)
        }
        var response = Response.redirect(to: context.session.duty == .password ? actor.home : "/my")
        response.setCookie(context.visitor.sessionCookie(secret))
        return response
    }
}
