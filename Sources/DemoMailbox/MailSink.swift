import NIOCore
import NIOPosix

/// A mail server on this machine alone: it takes every mail into a mailbox and passes none on.
public struct MailSink: Sendable {
    private let channel: any Channel
    /// The free port it found.
    public let port: Int

    public static func start(into mailbox: Mailbox) async throws -> MailSink {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(SMTPHandler(mailbox: mailbox))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return MailSink(channel: channel, port: channel.localAddress?.port ?? 0)
    }

    public func close() async throws { try await channel.close() }
}

/// One connection: cuts what comes into lines and holds the conversation.
private final class SMTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let mailbox: Mailbox
    private var conversation = SMTPConversation(), waiting = ByteBuffer()
    private static let longestLine = 64 * 1024

    init(mailbox: Mailbox) { self.mailbox = mailbox }

    func channelActive(context: ChannelHandlerContext) { say(SMTPConversation.greeting, context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        waiting.writeBuffer(&piece)
        while let line = nextLine() {
            let step = conversation.take(line)
            if let mail = step.mail { mailbox.receive(mail, for: step.recipients) }
            if let reply = step.reply { say(reply, context) }
            if step.isOver { return context.close(promise: nil) }
        }
        if waiting.readableBytes > Self.longestLine { context.close(promise: nil) }
        waiting.discardReadBytes()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    /// Up to the next CR LF; a bare line feed ends nothing (RFC 5321, section 2.3.8).
    private func nextLine() -> String? {
        let view = waiting.readableBytesView
        var from = view.startIndex
        while let end = view[from...].firstIndex(of: 10) {
            if end > view.startIndex, view[view.index(before: end)] == 13 {
                let line = String(decoding: view[..<view.index(before: end)], as: UTF8.self)
                waiting.moveReaderIndex(forwardBy: view.distance(from: view.startIndex, to: end) + 1)
                return line
            }
            from = view.index(after: end)
        }
        return nil
    }

    private func say(_ reply: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: reply)), promise: nil)
    }
}
