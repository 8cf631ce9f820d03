import Accounts
import House
import Identity
import Storage

/// Who leads on concerns: the one user of an organization to whom new ones are told; each stays with whom it was told to.
enum Lead {
    static let settingName = "safeguarding_lead"

    /// The one named in the settings where they still work here; else the first coordinator, else the first administrator.
    static func find(in organization: OrganizationID, _ db: any Connection) throws -> StaffMember? {
        if let named = try SettingsStore(db: db).named(name(organization)).flatMap({ UserID($0) }),
           let member = try db.staff.holding(Role.staff, in: organization).first(where: { $0.user == named }) { return member }
        for role in [Role.coordinator, .administrator] {
            if let first = try db.staff.holding([role], in: organization).first { return first }
        }
        return nil
    }

    static func set(_ user: UserID, in organization: OrganizationID, _ db: any Connection) throws {
        try SettingsStore(db: db).set(name(organization), to: user.text)
    }

    /// Administrators name themselves, or take over what others were told, only where nobody else works there.
    static func mayGo(to user: UserID, by actor: Actor, _ db: any Connection) throws -> Bool {
        let staff = try db.staff.holding(Role.staff, in: actor.organization)
        return staff.contains { $0.user == user } && (user != actor.user || staff.count == 1)
    }

    private static func name(_ organization: OrganizationID) -> String { "\(settingName).\(organization.text)" }
}
