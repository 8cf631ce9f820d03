import Accounts
import ArgumentParser
import Foundation
import House
import Identity
import Localization
import Logging

/// Lets the first administrator in.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Manage administrators.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let an administrator in.")

        @Option(help: "The name.") var name: String
        @Option(help: "The e-mail address to sign in with.") var email: String
        @Option(help: "The hub's name, where it is new.") var hubName: String?
        @OptionGroup var place: DataFolder

        func run() async throws {
            let open = try await place.open(logger: Logger(label: "tessera"))
            let hub = open.hub
            if let hubName { try await hub.rename(hubName) }
            guard let password = Console.askSecret("Password (at least 12 characters): ") else { throw CommandProblem("No password was given.") }
            let user = NewUser(
                name: name, email: email, password: password, roles: [.administrator],
                organization: try await hub.ownOrganization(), mustChangePassword: false)
            do {
                try await Accounts(hub: hub).create(user, by: nil)
                print("\(email) can sign in now.")
            } catch AccountProblem.fields(let problems) {
                let say = hub.catalogs.speech(in: .english)
                throw CommandProblem(problems.map { say.plain($0.message) }.joined(separator: "\n"))
            }
            try await open.close()
        }
    }
}
