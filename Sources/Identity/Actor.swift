/// What someone may be in an organization. One person may hold several: a two-person charity has one merged desk.
public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    case newcomer
    case volunteer
    case caseWorker = "case_worker"
    case coordinator
    /// Data protection: sees who opened what, never the records themselves.
    case officer
    case administrator

    /// Roles that work at a desk, for an organization.
    public static let staff: Set<Role> = [.caseWorker, .coordinator, .officer, .administrator]
}

/// A user acting for an organization in the roles held there.
public struct Actor: Sendable, Hashable {
    public let user: UserID
    public let person: PersonID
    public let organization: OrganizationID
    public let roles: Set<Role>

    public init(user: UserID, person: PersonID, organization: OrganizationID, roles: Set<Role>) {
        (self.user, self.person, self.organization, self.roles) = (user, person, organization, roles)
    }

    public func holds(_ role: Role) -> Bool { roles.contains(role) }
    public var isStaff: Bool { !roles.isDisjoint(with: Role.staff) }
}

/// Why a request is not answered with what was asked for.
///
/// What an actor may not see is `notFound`, so that a foreign id and a missing one look the same;
/// what they may see but not do is `forbidden`.
public enum Refusal: Error, Hashable, Sendable {
    case notFound, forbidden, signInFirst
    /// It is about someone whose data is kept and not used for now, at their own request.
    case restricted
}

extension Optional {
    /// The value, or the refusal that tells nothing about whether it exists.
    public func orNotFound() throws(Refusal) -> Wrapped {
        guard let self else { throw .notFound }
        return self
    }
}
