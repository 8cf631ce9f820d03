import Foundation
import House
import Identity
import Localization
import Trust
import Vault
import Web

/// Someone who signs in.
struct User: Sendable {
    let id: UserID
    let person: PersonID
    /// Nil for someone who comes in by a card.
    let email: Sealed<UserEmail>?
    let name: Sealed<UserName>
    let createdAt: Date
    let disabledAt: Date?
    let organization: OrganizationID
    let roles: Set<Role>
    /// An authenticator app, or a passkey.
    let hasSecondFactor: Bool
    /// Since when an account of the town lets them in; nil where none does.
    let boundAt: Date?
}

/// The sign-in address of a user.
public enum UserEmail: PersonalField {
    public static let entry = FieldEntry(
        table: "users", column: "email", kind: .account, purposes: [.administration, .messaging, .ownFile, .dataProtection],
        basis: .publicTask, retention: RetentionPeriod(days: 365, after: .userDisabled), sensitivity: .ordinary, owner: .administrator)
        .sealed()
}

/// The name a user is known by in the hub.
public enum UserName: PersonalField {
    public static let entry = FieldEntry(
        table: "users", column: "name", kind: .account, purposes: [.administration, .casework, .volunteering, .matching, .safeguarding, .protection, .ownFile, .dataProtection],
        basis: .publicTask, retention: RetentionPeriod(days: 365, after: .userDisabled), sensitivity: .ordinary, owner: .administrator)
        .sealed()
}

/// Someone to be let in: what an administrator, or the first start, asks for.
public struct NewUser: Sendable {
    public let name: String, email: String, password: String
    public let roles: Set<Role>
    public let organization: OrganizationID
    public let mustChangePassword: Bool

    public init(name: String, email: String, password: String, roles: Set<Role>, organization: OrganizationID, mustChangePassword: Bool) {
        (self.name, self.email, self.password) = (name, email, password)
        (self.roles, self.organization, self.mustChangePassword) = (roles, organization, mustChangePassword)
    }

    /// What is wrong with the input, one sentence for each field; the password is judged by `Passwords`.
    public var problems: [FieldProblem] {
        var found: [FieldProblem] = []
        if name.isEmpty { found.append(FieldProblem("name", Message("Write the name."))) }
        if name.count > 200 { found.append(FieldProblem("name", Message("The name is too long."))) }
        if !EmailAddress.isPlausible(email) { found.append(FieldProblem("email", Message("Write the e-mail address, such as name@example.org."))) }
        if roles.isEmpty { found.append(FieldProblem("roles", Message("Choose at least one role."))) }
        return found
    }
}
