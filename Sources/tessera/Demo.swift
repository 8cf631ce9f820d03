import Accounts
import ArgumentParser
import Assembly
import Foundation
import Logging
import Web

/// Fills the town of Port Selby and serves it on this machine.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Fill the demo town and serve it on this machine only.")

    @OptionGroup var place: DataFolder
    @Option(help: "The port to listen on.") var port = 8080
    @Option(help: "How many newcomers: small (60), town (500) or city (20,000).") var size = DemoSize.town
    @Option(help: "The directory of the demo town: an HSDS package.") var town = "demo/port-selby"

    func run() async throws {
        let logger = Logger(label: "tessera")
        let open = try await place.open(logger: logger)
        try await DemoTown(hub: open.hub, package: URL(filePath: town, directoryHint: .isDirectory), size: size).fill()
        try await Server(open: open, host: "127.0.0.1", port: port, settings: .loopback(port: port)).run { address in
            Console.say("""

                Tessera is ready at \(address)

                Sign in at \(address)/sign-in, password \(Accounts.demoPassword):
                \(Cast.allCases.map { "  \($0.email)" }.joined(separator: "\n"))

                Every mail it sends is read at \(address)/demo/mailbox

                Stop with Control-C.
                """)
        }
    }
}

extension DemoSize: ExpressibleByArgument {}
