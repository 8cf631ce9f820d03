import Accounts
import ArgumentParser
import Foundation
import House
import Identity
import Localization
import Logging

/// Lets the first administrator in.
struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Manage administrators.", subcommands: [Create.self, Reset.self])

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
                print("\(email) can sign in now, and sets up the second step of signing in then.")
            } catch AccountProblem.fields(let problems) {
                let say = hub.catalogs.speech(in: .english)
                throw CommandProblem(problems.map { say.plain($0.message) }.joined(separator: "\n"))
            }
            try await open.close()
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-second-step", abstract: "Take someone's second step of signing in away, whose phone and recovery codes are lost.")

        @Option(help: "The e-mail address they sign in with.") var email: String
        @OptionGroup var place: DataFolder

        func run() async throws {
            let open = try await place.open(logger: Logger(label: "tessera"))
            let isDone = try await Accounts(hub: open.hub).resetFactor(of: email, in: try await open.hub.ownOrganization())
            try await open.close()
            guard isDone else { throw CommandProblem("Nobody who works or helps here signs in by \(email).") }
            print("\(email) signs in with the password alone once, and sets up the second step then.")
        }
    }
}
