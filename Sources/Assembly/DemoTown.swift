import Directory
import Foundation
import House
import Identity
import Storage
import Volunteers

/// The invented town: a hub marked as a demo, its directory, and a cast with one person for each role.
public struct DemoTown: Sendable {
    let hub: Hub
    let package: URL

    /// - Parameter package: the folder of the town's directory, an HSDS package.
    public init(hub: Hub, package: URL) { (self.hub, self.package) = (hub, package) }

    /// Fills what is empty; a folder that was filled before stays as it is, a folder of a real hub is refused.
    public func fill() async throws {
        let isNew = try await hub.archive.read { try $0.count("SELECT count(*) FROM settings") } == 0
        guard isNew || hub.settings.value.isDemo else {
            throw DemoProblem("This folder holds a real hub. Choose another one for the demo with --data.")
        }
        try await hub.save(Settings(
            hubName: "Port Selby", helperName: "Rosa Lindqvist", helperPhone: "+44 1632 960100",
            helperHours: "Mo–Fr 9:00–17:00", isDemo: true))
        let report = try await HSDSImport(hub: hub).run(folder: package, isDryRun: false)
        guard !report.isRefused else { throw DemoProblem("The demo's directory did not load: \(report.errors[0].line)") }
        guard try await hub.archive.read({ try $0.count("SELECT count(*) FROM users") }) == 0 else { return }
        let organization = try await hub.ownOrganization()
        var users: [Cast: UserID] = [:]
        for member in Cast.allCases { users[member] = try await member.join(hub, organization) }
        try await fillVolunteers(users, organization)
    }

    private func fillVolunteers(_ users: [Cast: UserID], _ organization: OrganizationID) async throws {
        guard let volunteer = users[.volunteer], let coordinator = users[.coordinator],
              let person = try await hub.archive.read({ try $0.value("SELECT person_id FROM users WHERE id = \(volunteer)") as PersonID? })
        else { return }
        try await VolunteerSeeds(hub: hub).fill(cast: person, coordinator: coordinator, in: organization)
    }
}

/// Why the demo can't be filled.
public struct DemoProblem: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}
