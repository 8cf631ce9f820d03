/// Why a mail did not leave, as a class: no text of a server, which could name someone, is ever kept.
public enum MailFailure: String, Error, Sendable, CaseIterable {
    /// The server could not be found or reached.
    case connection
    /// No safe connection, or a certificate that is not the server's.
    case tls
    case signIn = "sign_in"
    /// The server took longer than a minute, or hung up: what was handed over by then may have arrived.
    case slow
    /// The server said: not now (4xx).
    case busy
    /// The server said: never (5xx).
    case refused
    /// The recipient's address can't stand in a mail.
    case address
    /// The program knows no letter of this kind any more.
    case unknownLetter = "unknown_letter"

    /// Whether trying again can't help.
    public var isFinal: Bool { self == .refused || self == .address || self == .unknownLetter }

    /// Whether nothing was handed over, so that nobody can have read it.
    var isBeforeHandover: Bool { [.connection, .tls, .signIn].contains(self) }

    /// Whether it is the server's trouble, so that the next letter would fare no better.
    public var isOfServer: Bool { [.connection, .tls, .signIn, .slow].contains(self) }
}
