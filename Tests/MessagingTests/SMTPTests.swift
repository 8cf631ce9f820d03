@testable import DemoMailbox
import Foundation
@testable import Messaging
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// libcurl and a real server, over a real socket.
@Suite struct SMTPTests {
    @Test func `a mail that libcurl sends arrives whole`() async throws {
        try await withSink { server, mailbox in
            let mail = try Mail.sample(subject: "لديك رسالة", text: ".\n..dots\n\nДоброго дня.", language: "ar")
            try await Mailer.smtp(server).send(mail)
            let received = try #require(mailbox.mails.first)
            #expect(received.raw == mail.message)
            #expect(received.recipients == ["amal@example.org"])
        }
    }

    @Test func `lines that begin with a dot are doubled on the way and restored`() async throws {
        try await withSink { server, mailbox in
            let from = try #require(MailAddress("hub@port-selby.example"))
            try SMTPTransfer(server: server).send(Array(".\r\n..\r\n.a\r\n\r\n.\r\n".utf8), from: from, to: from)
            #expect(mailbox.mails.first?.raw == ".\r\n..\r\n.a\r\n\r\n.\r\n")
        }
    }

    @Test func `several mails, one after another, all arrive`() async throws {
        try await withSink { server, mailbox in
            for number in 1...20 { try await Mailer.smtp(server).send(.sample(subject: "Number \(number)")) }
            #expect(mailbox.mails.map(\.subject) == (1...20).reversed().map { "Number \($0)" })
        }
    }

    // ASVS 12.3.1 12.3.2
    @Test func `where TLS is required and not offered, nothing is sent`() async throws {
        try await withSink { server, mailbox in
            var strict = server
            strict.requiresTLS = true
            let mailer = Mailer.smtp(strict), mail = try Mail.sample()
            await #expect(throws: MailFailure.tls) { try await mailer.send(mail) }
            #expect(mailbox.count == 0)
        }
    }

    // ASVS 16.5.2
    @Test func `a server that is not there is a failure of the connection`() async throws {
        var gone: MailServer?
        try await withSink { server, _ in gone = server }
        let mailer = Mailer.smtp(try #require(gone)), mail = try Mail.sample()
        await #expect(throws: MailFailure.connection) { try await mailer.send(mail) }
    }

    @Test(arguments: [
        ("RCPT", "550 5.1.1 no such user amal@example.org", MailFailure.refused), ("RCPT", "450 4.2.0 greylisted", .busy),
        ("MAIL", "530 5.7.0 sign in first", .signIn), ("DATA", "554 5.7.1 no", .refused), ("DATA", "451 4.3.0 later", .busy),
        (".", "552 5.2.2 full", .refused), (".", "452 4.2.2 full", .busy), ("AUTH", "535 5.7.8 wrong password", .signIn), ("EHLO", "421 4.3.2 shutting down", .busy),
    ])
    func `what a server refuses is told by its reply`(_ given: (verb: String, reply: String, failure: MailFailure)) async throws {
        try await withServer(refusing: given.verb, with: given.reply) { port in
            var server = try #require(MailServer(url: "smtp://127.0.0.1:\(port)"))
            if given.verb == "AUTH" { (server.user, server.password) = ("hub", "wrong") }
            let mailer = Mailer.smtp(server), mail = try Mail.sample()
            await #expect(throws: given.failure) { try await mailer.send(mail) }
        }
    }

    private func withSink(_ work: (MailServer, Mailbox) async throws -> Void) async throws {
        let mailbox = Mailbox(now: { Date(timeIntervalSince1970: 1_795_262_400) }), sink = try await MailSink.start(into: mailbox)
        let server = try #require(MailServer(url: "smtp://127.0.0.1:\(sink.port)"))
        try await work(server, mailbox)
        try await sink.close()
    }

    /// A server that says yes to everything but one verb; `.` is the end of the mail.
    private func withServer(refusing verb: String, with reply: String, _ work: (Int) async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Contrary(verb: verb, reply: reply)) }
        }.bind(host: "127.0.0.1", port: 0).get()
        try await work(channel.localAddress?.port ?? 0)
        try await channel.close()
    }
}

/// Takes one line at a time, as libcurl sends them.
private final class Contrary: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let verb: String, reply: String
    private var isData = false

    init(verb: String, reply: String) { (self.verb, self.reply) = (verb, reply) }

    func channelActive(context: ChannelHandlerContext) { say("220 here", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        guard !isData || text.hasSuffix("\r\n.\r\n") else { return }
        let said = isData ? "." : String(text.prefix(4))
        defer { isData = said == "DATA" && verb != "DATA" }
        if said == verb { return say(reply, context) }
        switch said {
        case "EHLO": say("250-here\r\n250 AUTH PLAIN", context)
        case "HELO": say(reply, context)
        case "AUTH": say("235 in", context)
        case "DATA": say("354 go on", context)
        default: say("250 well", context)
        }
    }

    private func say(_ reply: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: reply + "\r\n")), promise: nil)
    }
}

@Suite struct SMTPConversationTests {
    @Test func `commands out of order are refused`() {
        var talk = SMTPConversation()
        #expect(talk.take("MAIL FROM:<a@b>").reply?.hasPrefix("503") == true)
        _ = talk.take("EHLO me")
        #expect(talk.take("RCPT TO:<a@b>").reply?.hasPrefix("503") == true)
        #expect(talk.take("DATA").reply?.hasPrefix("503") == true)
        #expect(talk.take("VRFY a").reply?.hasPrefix("500") == true)
    }

    @Test func `RSET forgets whom the mail was for`() {
        var talk = SMTPConversation()
        for line in ["HELO me", "MAIL FROM:<a@b>", "RCPT TO:<c@d>", "RSET"] { _ = talk.take(line) }
        #expect(talk.take("DATA").reply?.hasPrefix("503") == true)
    }

    @Test func `a mail beyond the limit is refused, as declared and as it comes`() {
        var talk = SMTPConversation()
        _ = talk.take("EHLO me")
        #expect(talk.take("MAIL FROM:<a@b> SIZE=99999999").reply?.hasPrefix("552") == true)
        for line in ["MAIL FROM:<a@b>", "RCPT TO:<c@d>", "DATA"] { _ = talk.take(line) }
        let line = String(repeating: "x", count: 1000)
        for _ in 0..<1100 { #expect(talk.take(line).reply == nil) }
        let end = talk.take(".")
        #expect(end.reply?.hasPrefix("552") == true && end.mail == nil)
    }

    @Test func `QUIT ends it, NOOP does nothing`() {
        var talk = SMTPConversation()
        #expect(talk.take("NOOP").reply?.hasPrefix("250") == true)
        #expect(talk.take("quit").isOver)
    }
}
