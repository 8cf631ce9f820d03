import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Web

/// Where an administrator lets people in, and out.
struct UserRoutes: Sendable {
    let hub: Hub
    private let administrators: Set<Role> = [.administrator], waiting = ToldCount("waiting")

    var doors: [Door] {
        [Door.roles(administrators, .get, "/users", for: .administration, list),
         Door.roles(administrators, .post, "/users", for: .administration, create).fresh(),
         Door.roles(administrators, .post, "/users/:id/roles", for: .administration, setRoles).fresh(),
         Door.roles(administrators, .post, "/users/:id/second-factor/removal", for: .administration, resetFactor).fresh(),
         Door.roles(administrators, .post, "/users/:id/provider-account/removal", for: .administration, unbind).fresh(),
         Door.roles(administrators, .post, "/users/:id/closure", for: .administration, close).fresh(),
         Door.roles(administrators, .post, "/users/:id/reopening", for: .administration, reopen).fresh()]
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = Fields(urlEncoded: request.uri.query ?? "")
        var page = try await page(context, form: UserForm(), problems: [])
        page.staysAdministrator = query?["stays"] == Role.administrator.rawValue
        page.waiting = waiting.count(in: request, context)
        return context.show(page)
    }

    @Sendable private func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = UserForm(context.fields)
        do {
            try await Accounts(hub: hub).create(form.newUser(in: context.actor.organization), by: context.actor)
        } catch AccountProblem.fields(let problems) {
            return context.show(try await page(context, form: form, problems: problems), status: .unprocessableContent)
        }
        return .redirect(to: "/users")
    }

    /// Nobody locks themselves out: one's own last hold on this page stays.
    @Sendable private func setRoles(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let user = try user(context), actor = context.actor, now = hub.now(), hub = hub
        var roles = Set(context.fields.values("roles").compactMap(Role.init))
        let staysAdministrator = user == actor.user && roles.insert(.administrator).inserted
        guard !roles.isEmpty else { throw AccountProblem.fields([FieldProblem("roles", Message("Choose at least one role."))]) }
        let waiting = try await hub.archive.write(by: actor, for: context.purpose) { [roles] db, access in
            let found = try db.users.list(visibleTo: actor).first { $0.id == user }.orNotFound()
            try db.users.setRoles(roles, of: user, in: actor.organization, at: now)
            // Staff stay signed in for a shorter time than others: whoever becomes staff, or is it no more, signs in again.
            if Role.staff.isDisjoint(with: found.roles) != Role.staff.isDisjoint(with: roles) { try db.sessions.endAll(of: user, at: now) }
            let waiting = found.roles.subtracting(roles).contains(.caseWorker) ? try hub.careload(of: [user], db)[user]?[actor.organization] ?? 0 : 0
            try hub.announce(RolesEnded(user: user, organization: actor.organization, roles: found.roles.subtracting(roles)), in: db, &access)
            if SealingKeyHolder.roles.isDisjoint(with: roles), !SealingKeyHolder.roles.isDisjoint(with: found.roles) { try hub.announceLeft(user, actor.organization, in: db, &access) }
            try access.record(.rolesChanged, on: user, of: found.person, fields: found.roles.symmetricDifference(roles).map(\.rawValue), at: now, in: db)
            return waiting
        }
        return landing(context, waiting: waiting, staysAdministrator: staysAdministrator)
    }

    /// For someone whose phone is lost: they set up a new second step when they sign in.
    @Sendable private func resetFactor(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let user = try user(context)
        guard user != context.actor.user else { throw AccountProblem.ownFactor }
        try await Accounts(hub: hub).resetFactor(of: user, by: context.actor)
        return .redirect(to: "/users")
    }

    @Sendable private func unbind(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await Accounts(hub: hub).unbind(user(context), by: context.actor, session: context.session.id)
        return .redirect(to: "/users")
    }

    @Sendable private func close(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let user = try user(context)
        guard user != context.actor.user else { throw AccountProblem.ownAccount }
        return try await setDisabled(hub.now(), user, context)
    }

    @Sendable private func reopen(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await setDisabled(nil, user(context), context)
    }

    private func setDisabled(_ date: Date?, _ user: UserID, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, now = hub.now(), hub = hub
        let waiting = try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            // A second click finds it done, and nobody is written to again.
            guard try db.users.setDisabled(date, user, of: actor.organization).orNotFound() else { return 0 }
            let waiting = date == nil ? 0 : try hub.careload(of: [user], db)[user]?.values.reduce(0, +) ?? 0
            if date != nil {
                try db.sessions.endAll(of: user, at: now)
                try db.providerAccounts.unbind(user)
                try hub.announce(RolesEnded(user: user, organization: nil, roles: Set(Role.allCases)), in: db, &access)
                try hub.announceLeft(user, actor.organization, in: db, &access)
            }
            try access.record(date == nil ? .userEnabled : .userDisabled, on: user, at: now, in: db)
            return waiting
        }
        return landing(context, waiting: waiting)
    }

    /// The list again, which tells how many households have just lost their case worker.
    private func landing(_ context: SignedInContext, waiting: Int, staysAdministrator: Bool = false) -> Response {
        var route: Route = "/users"
        if staysAdministrator { route = route.query("stays", Role.administrator.rawValue) }
        return .redirect(to: self.waiting.route(route, waiting, context))
    }

    private func user(_ context: SignedInContext) throws -> UserID {
        try context.parameter("id").flatMap { UserID($0) }.orNotFound()
    }

    private func page(_ context: SignedInContext, form: UserForm, problems: [FieldProblem]) async throws -> UserListPage {
        let actor = context.actor, hub = hub
        let users = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            var shown: [UserListPage.Item] = []
            let all = try db.users.list(visibleTo: actor), loads = try hub.careload(of: all.map(\.id), db)
            for user in all {
                let isUsed = try !access.isRestricted(user.person)
                shown.append(UserListPage.Item(
                    id: user.id, name: isUsed ? try access.open(user.name, in: user.id.text, of: user.person, as: .sameOrganization) : nil,
                    email: isUsed ? try user.email.map { try access.open($0, in: user.id.text, of: user.person, as: .sameOrganization) } : nil,
                    roles: user.roles.sorted { $0.rawValue < $1.rawValue }, isDisabled: user.disabledAt != nil,
                    isSelf: user.id == actor.user, hasSecondFactor: user.hasSecondFactor, boundAt: user.boundAt,
                    inCare: loads[user.id]?[actor.organization] ?? 0, inCareAnywhere: loads[user.id]?.values.reduce(0, +) ?? 0))
            }
            return shown
        }
        return UserListPage(token: context.token, users: users, form: form, problems: problems, zone: context.visitor.face.timeZone)
    }
}

/// A new user as an administrator types them in.
struct UserForm: Sendable {
    var name = "", email = "", password = ""
    var roles: Set<Role> = []

    init() {}

    init(_ fields: Fields) {
        (name, email, password) = (fields["name"], fields["email"], fields.untrimmed("password"))
        roles = Set(fields.values("roles").compactMap(Role.init))
    }

    func newUser(in organization: OrganizationID) -> NewUser {
        NewUser(name: name, email: email, password: password, roles: roles, organization: organization, mustChangePassword: true)
    }
}
