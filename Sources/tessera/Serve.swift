import Accounts
import ArgumentParser
import Assembly
import Foundation
import House
import Hummingbird
import Logging
import ServiceLifecycle
import Web

/// Serves a hub until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the hub.")

    @OptionGroup var place: DataFolder
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on.") var port = 8080
    @Option(help: "The address people use, such as https://hub.example.org, where a proxy stands in front.") var url: String?

    func run() async throws {
        let logger = Logger(label: "tessera")
        let open = try await place.open(logger: logger)
        let listening = Listening(host: host, port: port, url: url)
        let settings = try listening.settings(isDemo: open.hub.settings.value.isDemo)
        let isNew = try await !Accounts(hub: open.hub).haveAdministrator()
        let start = settings.isLoopback && (isNew || open.hub.settings.value.setup != nil)
            ? FirstStart(key: PrintedKey(text: open.rootKey.key.printable, file: place.keyFile)) : nil
        try await Server(open: open, host: host, port: port, settings: settings, start: start).run { address in
            Console.say("Tessera is ready at \(address)")
            if isNew { Console.say(Self.welcome(start, at: address)) }
        }
    }

    /// Only whoever reads this console can set up the hub.
    private static func welcome(_ start: FirstStart?, at address: String) -> String {
        guard let start else {
            return "Nobody can sign in yet. Start it once on this machine without --host and --url to set it up in a browser, or run: tessera admin create"
        }
        return """

            This hub is new. To set it up, open \(address)/start on this machine and type this code:

                \(start.code.prefix(4)) \(start.code.dropFirst(4))

            """
    }
}

/// The HTTP server around a hub; ends what is running when it is told to stop.
struct Server: Sendable {
    let open: OpenHub
    let host: String, port: Int
    let settings: WebSettings
    var start: FirstStart?

    func run(_ whenReady: @escaping @Sendable (String) -> Void) async throws {
        let demo = open.hub.settings.value.isDemo ? try await DemoPost(hub: open.hub) : nil
        try await rememberAddress()
        let site = Site(hub: open.hub, features: open.features, settings: settings, mailbox: demo?.mailbox, start: start)
        let app = Application(
            router: site.router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(15))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in whenReady("http://\(host):\(channel.localAddress?.port ?? port)") },
            logger: open.hub.logger)
        let requests = RequestService(hub: open.hub, request: HubRequest(data: open.place.folder))
        // Each by its name: without one a group writes out the service with all that hangs on it, the whole hub.
        let services: [(String, any Service)] = [
            ("requests", requests), ("jobs", JobService(hub: open.hub)), ("imports", ImportService(hub: open.hub)), ("web", app),
        ]
        let group = ServiceGroup(configuration: .init(
            services: services.map { .init(service: $1, serviceName: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: open.hub.logger))
        try await group.run()
        try await demo?.close()
        try await open.close()
    }

    /// Letters are sent apart from any request, and lead here.
    private func rememberAddress() async throws {
        var known = open.hub.settings.value
        known.publicAddress = settings.address
        if known != open.hub.settings.value { try await open.hub.save(known) }
    }
}
