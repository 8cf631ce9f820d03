import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault
import Web

extension AuditAction {
    static let userCreated = AuditAction(rawValue: "user.created")
    static let rolesChanged = AuditAction(rawValue: "user.roles_changed")
    static let rolesTaken = AuditAction(rawValue: "user.roles_taken")
    static let userDisabled = AuditAction(rawValue: "user.disabled")
    static let userEnabled = AuditAction(rawValue: "user.enabled")
    static let passwordChanged = AuditAction(rawValue: "user.password_changed")
}

/// What people do with accounts, apart from any page: the same for a browser, the command line and a test.
public struct Accounts: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    /// Makes a user with a key of their own.
    ///
    /// - Parameters:
    ///   - actor: who does it; nil where the hub is being set up and nobody is there yet.
    ///   - isFirst: whether it is done only where nobody is an administrator yet.
    /// - Throws: `AccountProblem` with every field that is wrong; `Refusal.notFound` where someone else was first.
    @discardableResult
    public func create(_ new: NewUser, by actor: Actor?, isFirst: Bool = false) async throws -> UserID {
        let problems = new.problems + passwordProblems(new.password, context: [new.name, new.email])
        guard problems.isEmpty else { throw AccountProblem.fields(problems) }
        let user: UserID = hub.newID(), person: PersonID = hub.newID(), now = hub.now()
        let hash = try await hub.passwords.hash(new.password)
        try await hub.keyring.prepare([person], at: now)
        let index = hub.keyring.blindIndex(Folding.email(new.email), column: "users.email")
        let email = try hub.keyring.seal(new.email, as: UserEmail.self, row: user.text, of: person)
        let name = try hub.keyring.seal(new.name, as: UserName.self, row: user.text, of: person)
        let by = actor ?? Actor(user: user, person: person, organization: new.organization, roles: [.administrator])
        do {
            try await hub.archive.write(by: by, for: .administration) { db, access in
                if isFirst, try db.memberships.haveAdministrator() { throw Refusal.notFound }
                try db.users.insert(user, person: person, emailIndex: index, email: email, name: name,
                                    passwordHash: hash, mustChangePassword: new.mustChangePassword, at: now)
                try db.users.join(user, new.organization, as: new.roles, at: now)
                try access.record(.userCreated, on: user, of: person, fields: ["email", "name", "roles"], at: now, in: db)
            }
        } catch StorageProblem.unique {
            throw AccountProblem.fields([FieldProblem("email", Message("Someone with this e-mail address is here already."))])
        }
        return user
    }

    /// Whether anyone has ever been let in as an administrator.
    public func haveAdministrator() async throws -> Bool { try await hub.archive.read { try $0.memberships.haveAdministrator() } }

    /// Takes on further roles; those held already stay.
    public func take(_ roles: Set<Role>, by actor: Actor) async throws {
        let now = hub.now(), new = roles.subtracting(actor.roles)
        guard !new.isEmpty else { return }
        try await hub.archive.write(by: actor, for: .administration) { db, access in
            try db.users.join(actor.user, actor.organization, as: new, at: now)
            try access.record(.rolesTaken, on: actor.user, of: actor.person, fields: new.map(\.rawValue), at: now, in: db)
        }
    }

    /// Who signs in with this address and holds this role in the organization now; nil where nobody does.
    public func user(of email: String, as role: Role, in organization: OrganizationID) async throws -> UserID? {
        let index = hub.keyring.blindIndex(Folding.email(email), column: "users.email")
        return try await hub.archive.read { db in
            try db.value("""
                SELECT u.id FROM users u JOIN memberships m ON m.user_id = u.id AND m.ended_at IS NULL
                WHERE u.email_index = \(index) AND m.organization_id = \(organization) AND m.role = \(role.rawValue)
                """)
        }
    }

    /// A demo hub lets its one known password pass; `Passwords` itself knows no exception.
    func passwordProblems(_ password: String, context: [String]) -> [FieldProblem] {
        if hub.settings.value.isDemo, password == Self.demoPassword { return [] }
        return Passwords.problem(with: password, context: context + [hub.settings.value.hubName])
            .map { [FieldProblem("password", $0.message)] } ?? []
    }

    public static let demoPassword = "welcome-to-port-selby"
}
