import DemoMailbox
import House

/// A demo's mail: a real server on a free port of this machine, and the hub set to send by it.
public struct DemoPost: Sendable {
    public let mailbox: Mailbox
    private let sink: MailSink

    public init(hub: Hub) async throws {
        mailbox = Mailbox(now: hub.now)
        sink = try await MailSink.start(into: mailbox)
        var settings = hub.settings.value
        settings.mailServer = "smtp://127.0.0.1:\(sink.port)"
        (settings.mailUser, settings.mailPassword, settings.mailFrom) = ("", "", "hub@port-selby.example")
        try await hub.save(settings)
    }

    public func close() async throws { try await sink.close() }
}
