import Web

/// Where a hub listens and how people reach it.
public struct Listening: Sendable {
    public let host: String
    public let port: Int
    let url: String?

    /// - Parameter url: the address people use where a proxy stands in front; nil where they reach the hub itself.
    public init(host: String, port: Int, url: String?) { (self.host, self.port, self.url) = (host, port, url) }

    /// The passwords of a demo are known to everyone, so it is served on this machine alone.
    public func settings(isDemo: Bool) throws(ListeningProblem) -> WebSettings {
        let isOnLoopback = ["127.0.0.1", "localhost", "::1"].contains(host)
        guard !isDemo || (isOnLoopback && url == nil) else { throw .demo }
        guard let url else { return isOnLoopback ? .loopback(port: port) : .plain(host: host, port: port) }
        guard let settings = WebSettings.published(at: url) else { throw .address }
        return settings
    }
}

public enum ListeningProblem: Error, CustomStringConvertible {
    case demo, address

    public var description: String {
        switch self {
        case .demo: "This folder holds a demo: its passwords are known to everyone. It is served on 127.0.0.1 only, without --url."
        case .address: "--url must be an address such as https://hub.example.org, without a path."
        }
    }
}
