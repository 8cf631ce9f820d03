import House
import Identity
import Storage
import Trust
import Vault

extension Connection {
    package var staff: StaffStore { StaffStore(db: self) }
}

/// Someone who works at a desk of an organization, as other areas name them; whoever was erased has no name any more.
package struct StaffMember: Sendable {
    package let user: UserID
    package let person: PersonID
    package let name: Sealed<UserName>
}

/// Those who work for an organization: whom people are told to turn to, and who can be given a task.
package struct StaffStore {
    let db: any Connection

    package func find(_ users: [UserID]) throws -> [StaffMember] { try members("u.id IN \(in: users)") }

    package func find(person: PersonID) throws -> StaffMember? { try members("u.person_id = \(person)").first }

    /// Those who hold one of these roles there today, in the order in which they came.
    package func holding(_ roles: Set<Role>, in organization: OrganizationID) throws -> [StaffMember] {
        try members("u.disabled_at IS NULL AND u.id IN (SELECT user_id FROM memberships WHERE \(holds(roles, in: organization)))")
    }

    /// Those of these few who hold one of these roles there today.
    package func holding(_ roles: Set<Role>, in organization: OrganizationID, among users: [UserID]) throws -> [StaffMember] {
        try members("""
            u.disabled_at IS NULL AND u.id IN \(in: users)
            AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id AND \(holds(roles, in: organization)))
            """)
    }

    /// This user where they hold the role there at this moment, in a statement about more; else nobody.
    ///
    /// - Parameter organization: where it stands in that statement.
    package static func atWork(_ user: UserID, as role: Role, in organization: SQL) -> SQL {
        """
        (SELECT m.user_id FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.user_id = \(user) AND m.organization_id = \(organization)
         AND m.role = \(role.rawValue) AND m.ended_at IS NULL AND u.disabled_at IS NULL)
        """
    }

    private func holds(_ roles: Set<Role>, in organization: OrganizationID) -> SQL {
        "organization_id = \(organization) AND ended_at IS NULL AND role IN \(in: roles.map(\.rawValue).sorted())"
    }

    /// Those who have ever worked there at a desk, whether or not they still do.
    package func ever(in organization: OrganizationID) throws -> [StaffMember] {
        try members("u.id IN (SELECT user_id FROM memberships WHERE organization_id = \(organization) AND role IN \(in: Role.staff.map(\.rawValue).sorted()))")
    }

    private func members(_ condition: SQL) throws -> [StaffMember] {
        try db.rows("SELECT u.id, u.person_id, u.name FROM users u WHERE length(u.name) > 0 AND \(condition) ORDER BY u.created_at, u.id")
            .map { StaffMember(user: try $0.get("id"), person: try $0.get("person_id"), name: try $0.get("name")) }
    }
}

extension Hub {
    /// Those of the staff who stand behind these pseudonyms, by name; whoever was erased is left out.
    package func staffNames(behind pseudonyms: Set<String>, _ db: any Connection, _ access: inout Access) throws -> [String: String] {
        var names: [String: String] = [:]
        for member in try pseudonyms.isEmpty ? [] : db.staff.ever(in: access.actor.organization) {
            let pseudonym = keyring.pseudonym(of: member.person)
            if pseudonyms.contains(pseudonym) { names[pseudonym] = try access.name(of: member) }
        }
        return names
    }
}

extension Access {
    /// Someone of the staff, by name: whoever answers for data protection sees whom their organization employs, others whom they are told to turn to.
    package mutating func name(of member: StaffMember) throws -> String {
        try open(member.name, in: member.user.text, of: member.person, as: purpose == .dataProtection ? .sameOrganization : .turnedTo)
    }

    /// Names of staff as people are told them; one query.
    package mutating func names(of users: [UserID], in db: any Connection) throws -> [UserID: String] {
        var names: [UserID: String] = [:]
        for member in try db.staff.find(Array(Set(users))) { names[member.user] = try name(of: member) }
        return names
    }
}
