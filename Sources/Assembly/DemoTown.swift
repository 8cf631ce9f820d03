import Accounts
import Directory
import Engagements
import Foundation
import House
import Identity
import People
import Privacy
import Protection
import Storage
import Volunteers

/// The invented town: a hub marked as a demo, its directory, and a cast with one person for each role.
public struct DemoTown: Sendable {
    let hub: Hub
    let package: URL
    let size: DemoSize

    /// - Parameter package: the folder of the town's directory, an HSDS package, with the names its people draw from.
    public init(hub: Hub, package: URL, size: DemoSize) { (self.hub, self.package, self.size) = (hub, package, size) }

    /// Fills what is empty; a folder that was filled before stays as it is, a folder of a real hub is refused.
    public func fill() async throws {
        let isNew = try await hub.archive.read { try $0.count("SELECT count(*) FROM settings") } == 0
        guard isNew || hub.settings.value.isDemo else {
            throw DemoProblem("This folder holds a real hub. Choose another one for the demo with --data.")
        }
        // What else is set stays, such as how far the demo's clock was moved on.
        var settings = hub.settings.value
        (settings.hubName, settings.isDemo) = ("Port Selby", true)
        (settings.helperName, settings.helperPhone, settings.helperHours) = ("Rosa Lindqvist", "+44 1632 960100", "Mo–Fr 9:00–17:00")
        try await hub.save(settings)
        let report = try await HSDSImport(hub: hub).run(folder: package, isDryRun: false)
        guard !report.isRefused else { throw DemoProblem("The demo's directory did not load: \(report.errors[0].line)") }
        guard try await hub.archive.read({ try $0.count("SELECT count(*) FROM users") }) == 0 else { return }
        try await fillQuarters()
        let organization = try await hub.ownOrganization()
        var users: [Cast: UserID] = [:]
        for member in Cast.allCases { users[member] = try await member.join(hub, organization) }
        try await fillPlaces(organization)
        let sought = try await fillHouseholds(users, organization)
        let volunteers = try await fillVolunteers(users, organization)
        try await fillPast(sought, volunteers, users, organization)
        try await sealNote(users, organization)
        try await hub.beginNights()
    }

    var people: DemoPeople { get throws { try DemoPeople(file: package.appending(path: "names.yaml")) } }
    private var today: Day { Day(hub.now(), in: hub.settings.value.zone) }

    private func person(of user: UserID?) async throws -> PersonID? {
        guard let user else { return nil }
        return try await hub.archive.read { try $0.value("SELECT person_id FROM users WHERE id = \(user)") }
    }

    /// What must be known to protect the newcomer of the cast, for the coordinator and the officer.
    private func sealNote(_ users: [Cast: UserID], _ organization: OrganizationID) async throws {
        func actor(_ member: Cast) async throws -> Actor? {
            guard let user = users[member], let person = try await person(of: user) else { return nil }
            return Actor(user: user, person: person, organization: organization, roles: [member.role])
        }
        guard let newcomer = try await person(of: users[.newcomer]), let writer = try await actor(.caseWorker),
              let coordinator = try await actor(.coordinator), let officer = try await actor(.officer) else { return }
        try await NoteSeeds(hub: hub).fill(
            "A man who says that he is her cousin has asked for her twice. He must not learn where she lives or when she comes here. Call her on her own phone only.",
            about: newcomer, by: writer, for: [coordinator, officer], password: Accounts.demoPassword)
    }

    private func fillPlaces(_ organization: OrganizationID) async throws {
        let csv = try CSVTable(Array(Data(contentsOf: package.appending(path: "places.csv"))))
        let mapping = CSVMapping(guessedFrom: csv.header, fields: PlaceImport.fields)
        let report = try await PlaceImport(hub: hub).run(csv, mapping: mapping, name: "places.csv", by: .atTheConsole(of: organization), isDryRun: false)
        guard !report.isRefused else { throw DemoProblem("The demo's places did not load: \(report.errors[0].line)") }
    }

    /// A larger town offers more: the same services again in each of its other quarters.
    private func fillQuarters() async throws {
        guard size.quarters > 0 else { return }
        let place = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())")
        let folder = place.appending(path: "port-selby-quarters")
        defer { try? FileManager.default.removeItem(at: place) }
        try DemoDirectory(package: package).write(quarters: size.quarters, to: folder)
        let report = try await HSDSImport(hub: hub).run(folder: folder, isDryRun: false)
        guard !report.isRefused else { throw DemoProblem("The demo's directory did not grow: \(report.errors[0].line)") }
    }

    private func fillVolunteers(_ users: [Cast: UserID], _ organization: OrganizationID) async throws -> [PersonID] {
        guard let coordinator = users[.coordinator], let person = try await person(of: users[.volunteer]) else { return [] }
        let more = try people.volunteers(size.volunteers)
        return try await VolunteerSeeds(hub: hub).fill(cast: person, coordinator: coordinator, in: organization, more: more)
    }

    /// The case worker of the cast has some households in her care; the others wait for someone.
    ///
    /// - Returns: what was sought in the past months.
    private func fillHouseholds(_ users: [Cast: UserID], _ organization: OrganizationID) async throws -> [NeedSeeds.Seed] {
        var made = try [DemoPeople.family(of: Cast.newcomer.name, today: today)] + people.households(newcomers: size.newcomers, today: today)
        for place in made.indices { made[place].head = hub.newID() }
        if let newcomer = try await person(of: users[.newcomer]) { made[0].head = newcomer }
        let actor = Actor.atTheConsole(of: organization), worker = try await Accounts(hub: hub).user(of: Cast.caseWorker.email, as: .caseWorker, in: organization)
        let mine = try await People(hub: hub).register(Array(made.prefix(8)), inCareOf: worker, by: actor)
        let others = try await People(hub: hub).register(Array(made.dropFirst(8)), inCareOf: nil, by: actor)
        let households = Array(zip(mine + others, made)), needs = DemoNeeds(today: today)
        let open = needs.seeds(households, newID: { hub.newID() })
        try await NeedSeeds(hub: hub).fill(open, in: organization)
        return needs.past(households, besides: open, newID: { hub.newID() })
    }

    private func fillPast(_ sought: [NeedSeeds.Seed], _ volunteers: [PersonID], _ users: [Cast: UserID], _ organization: OrganizationID) async throws {
        guard let user = users[.coordinator], let person = try await person(of: user), let worker = users[.caseWorker] else { return }
        let coordinator = Actor(user: user, person: person, organization: organization, roles: [.coordinator])
        let supervisors = try await fillSupervisors([user, worker], organization)
        try await PastSeeds(hub: hub, coordinator: coordinator, supervisors: supervisors).fill(sought, volunteers: volunteers, count: size.pairs)
    }
}

/// Why the demo can't be filled.
public struct DemoProblem: Error, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}
