import NIOPosix

/// A question to another server: an address to read, or a form to send there.
public struct Inquiry: Sendable, Hashable {
    public let address: String
    /// Names and values of a form; nil to read only.
    public var form: [String: String]?
    /// A name and a secret for the header `Authorization` (RFC 7617), each percent-encoded as RFC 6749, section 2.3.1, asks.
    public var signedAs: [String]?
    /// A token for the same header (RFC 6750).
    public var bearer: String?

    public init(_ address: String, form: [String: String]? = nil, signedAs: [String]? = nil, bearer: String? = nil) {
        (self.address, self.form, self.signedAs, self.bearer) = (address, form, signedAs, bearer)
    }
}

/// What asks other servers: the network, or a test that knows the answers.
public struct Fetcher: Sendable {
    /// The bytes of an answer of status 200. Throws `FetchFailure`.
    public let fetch: @Sendable (Inquiry) async throws -> [UInt8]

    public init(fetch: @escaping @Sendable (Inquiry) async throws -> [UInt8]) { self.fetch = fetch }

    /// By libcurl, on a thread that may wait for the network.
    public static let network = Fetcher { inquiry in
        try await NIOThreadPool.singleton.runIfActive { try Transfer(inquiry: inquiry).run() }
    }
}

/// Why there is no answer: none came, it was too long, or it was not the one hoped for.
public enum FetchFailure: Error, Sendable, Hashable {
    case notReached, tls, tooLong
    case refused(status: Int)
}
