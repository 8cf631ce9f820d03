import Foundation
import House
import Hummingbird
import Identity
import Localization
import Web

/// What people see and change of their own account.
struct MyAccountRoutes: Sendable {
    let hub: Hub

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
                passkeys: try db.passkeys.list(of: actor.user).count, boundAt: try db.providerAccounts.binding(of: actor.user)?.boundAt,
                zone: context.visitor.face.timeZone,
                parts: try hub.parts(on: .own, of: actor.person.text, db, &access))
        }
        return context.show(page)
    }

    @Sendable private func passwordForm(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await passwordPage(context, []))
    }

    private func passwordPage(_ context: SignedInContext, _ problems: [FieldProblem]) async throws -> PasswordPage {
        let user = context.actor.user
        return PasswordPage(token: context.token, problems: problems, isBound: try await hub.archive.read { try $0.providerAccounts.binding(of: user) } != nil)
    }

    @Sendable private func changePassword(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, old = context.fields.untrimmed("old"), new = context.fields.untrimmed("password"), accounts = Accounts(hub: hub)
        var problems = accounts.passwordProblems(new, context: [])
        if new == old { problems.append(FieldProblem("password", Message("Choose a password that differs from the present one."))) }
        let known = try await hub.archive.read { try $0.users.passwordHash(of: actor.user) }
        if try await !hub.isPassword(old, of: actor.user, known) {
            problems.append(FieldProblem("old", Message("This is not your present password.")))
        }
        guard problems.isEmpty, let known else {
            return context.show(try await passwordPage(context, problems), status: .unprocessableContent)
        }
        do {
            let secret = try await accounts.changePassword(of: actor, in: context.session.id, from: old, to: new, was: known)
            var response = Response.redirect(to: context.session.duty == .password ? actor.home : "/my")
            response.setCookie(context.visitor.sessionCookie(secret))
            return response
        } catch let problem as AccountProblem {
            return context.show(try await passwordPage(context, [FieldProblem("old", problem.message)]), refusing: problem)
        }
    }
}
