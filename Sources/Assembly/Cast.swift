import Accounts
import House
import Identity

/// The people of the demo town and of the tests: one for each role, and one of another organization.
public enum Cast: String, CaseIterable, Sendable {
    case newcomer, volunteer, caseWorker, coordinator, officer, administrator

    public var name: String {
        switch self {
        case .newcomer: "Amal Haddad"
        case .volunteer: "Tom Whitfield"
        case .caseWorker: "Grace Okafor"
        case .coordinator: "Iryna Bondar"
        case .officer: "Daniel Reyes"
        case .administrator: "Helen Price"
        }
    }

    public var email: String {
        switch self {
        case .caseWorker: "caseworker@port-selby.example"
        case .administrator: "admin@port-selby.example"
        default: "\(rawValue)@port-selby.example"
        }
    }

    public var role: Role {
        switch self {
        case .newcomer: .newcomer
        case .volunteer: .volunteer
        case .caseWorker: .caseWorker
        case .coordinator: .coordinator
        case .officer: .officer
        case .administrator: .administrator
        }
    }

    /// Lets this person in.
    @discardableResult
    public func join(_ hub: Hub, _ organization: OrganizationID) async throws -> UserID {
        try await Accounts(hub: hub).create(NewUser(
            name: name, email: email, password: Accounts.demoPassword, roles: [role], organization: organization,
            mustChangePassword: false), by: nil)
    }
}
