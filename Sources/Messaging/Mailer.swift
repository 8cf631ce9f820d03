import NIOPosix

/// What carries a mail away: a server by SMTP, or a test that keeps it.
public struct Mailer: Sendable {
    /// Throws `MailFailure`; when it returns, the next server has taken the mail.
    public let send: @Sendable (Mail) async throws -> Void

    public init(send: @escaping @Sendable (Mail) async throws -> Void) { self.send = send }

    /// By libcurl, on a thread that may wait for the network.
    public static func smtp(_ server: MailServer) -> Mailer {
        Mailer { mail in
            try await NIOThreadPool.singleton.runIfActive {
                try SMTPTransfer(server: server).send(Array(mail.message.utf8), from: mail.from, to: mail.to)
            }
        }
    }
}
