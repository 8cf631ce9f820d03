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
        try await Server(open: open, host: host, port: port, settings: settings).run { address in
            Console.say("Tessera is ready at \(address)")
        }
    }
}

/// The HTTP server around a hub; ends what is running when it is told to stop.
struct Server: Sendable {
    let open: OpenHub
    let host: String, port: Int
    let settings: WebSettings

    func run(_ whenReady: @escaping @Sendable (String) -> Void) async throws {
        let demo = open.hub.settings.value.isDemo ? try await DemoPost(hub: open.hub) : nil
        try await rememberAddress()
        let site = Site(hub: open.hub, features: open.features, settings: settings, mailbox: demo?.mailbox)
        let app = Application(
            router: site.router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(15))),
            configuration: .init(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in whenReady("http://\(host):\(channel.localAddress?.port ?? port)") },
            logger: open.hub.logger)
        let backups = BackupService(maker: BackupMaker(open: open), request: BackupRequest(data: open.folder), logger: open.hub.logger)
        let group = ServiceGroup(configuration: .init(
            services: [.init(service: backups), .init(service: JobService(hub: open.hub)), .init(service: app)], gracefulShutdownSignals: [.sigterm, .sigint], logger: open.hub.logger))
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
