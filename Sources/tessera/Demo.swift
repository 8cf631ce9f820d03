import Accounts
import ArgumentParser
import Directory
import Foundation
import House
import Identity
import Logging
import Web

/// Fills the town of Port Selby and serves it on this machine.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fill the demo town and serve it on this machine only.")

    @OptionGroup var place: DataFolder
    @Option(help: "The port to listen on.") var port = 8080
    @Option(help: "The directory of the demo town: an HSDS package.") var town = "demo/port-selby"

    func run() async throws {
        let logger = Logger(label: "tessera")
        let open = try await place.open(logger: logger)
        try await DemoTown(hub: open.hub, package: URL(filePath: town, directoryHint: .isDirectory)).fill()
        try await Server(open: open, host: "127.0.0.1", port: port, settings: .loopback(port: port)).run { address in
            Console.say("""

                Tessera is ready at \(address)

                Sign in at \(address)/sign-in, password \(Accounts.demoPassword):
                \(DemoTown.cast.map { "  \($0.email)" }.joined(separator: "\n"))

                Stop with Control-C.
                """)
        }
    }
}

/// The invented town: a hub marked as a demo, its directory, and a cast with one person for each role.
struct DemoTown: Sendable {
    let hub: Hub
    let package: URL

    struct Member: Sendable {
        let name: String, email: String
        let role: Role
    }

    static let cast = [
        Member(name: "Amal Haddad", email: "newcomer@port-selby.example", role: .newcomer),
        Member(name: "Tom Whitfield", email: "volunteer@port-selby.example", role: .volunteer),
        Member(name: "Grace Okafor", email: "caseworker@port-selby.example", role: .caseWorker),
        Member(name: "Iryna Bondar", email: "coordinator@port-selby.example", role: .coordinator),
        Member(name: "Daniel Reyes", email: "officer@port-selby.example", role: .officer),
        Member(name: "Helen Price", email: "admin@port-selby.example", role: .administrator),
    ]

    /// Fills what is empty; a folder that was filled before stays as it is, a folder of a real hub is refused.
    func fill() async throws {
        let isNew = try await hub.archive.read { try $0.count("SELECT count(*) FROM settings") } == 0
        guard isNew || hub.settings.value.isDemo else {
            throw CommandProblem("This folder holds a real hub. Choose another one for the demo with --data.")
        }
        try await hub.save(Settings(
            hubName: "Port Selby", helperName: "Rosa Lindqvist", helperPhone: "+44 1632 960100",
            helperHours: "Mo–Fr 9:00–17:00", isDemo: true))
        let report = try await HSDSImport(hub: hub).run(folder: package, isDryRun: false)
        guard !report.isRefused else { throw CommandProblem("The demo's directory did not load: \(report.errors[0].line)") }
        guard try await hub.archive.read({ try $0.count("SELECT count(*) FROM users") }) == 0 else { return }
        let organization = try await hub.ownOrganization()
        for member in Self.cast {
            try await Accounts(hub: hub).create(NewUser(
                name: member.name, email: member.email, password: Accounts.demoPassword, roles: [member.role],
                organization: organization, mustChangePassword: false), by: nil)
        }
    }
}
