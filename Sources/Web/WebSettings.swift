/// Where the hub is reached, and what follows from it for cookies and hosts.
public struct WebSettings: Sendable {
    /// Hosts, with port where it is not the default one, that requests may name.
    public let hosts: Set<String>
    /// Origins that forms may come from.
    public let origins: Set<String>
    /// The hub is reached through TLS (a proxy in front ends it).
    public let isSecure: Bool
    /// The hub is reached from this machine only.
    public let isLoopback: Bool

    /// A hub on this machine alone, by plain HTTP.
    public static func loopback(port: Int) -> WebSettings {
        let hosts = ["127.0.0.1", "localhost", "[::1]"].map { "\($0):\(port)" }
        return WebSettings(hosts: Set(hosts), origins: Set(hosts.map { "http://\($0)" }), isSecure: false, isLoopback: true)
    }

    /// A hub that listens on a network without TLS: its public pages may be read, nobody can sign in.
    public static func plain(host: String, port: Int) -> WebSettings {
        let name = "\(host):\(port)"
        return WebSettings(hosts: [name], origins: ["http://\(name)"], isSecure: false, isLoopback: false)
    }

    /// A hub behind a proxy, reached at this address, such as `https://hub.example.org`; nil where it is not one.
    public static func published(at url: String) -> WebSettings? {
        let parts = url.lowercased().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 || (parts.count == 4 && parts[3].isEmpty), parts[1].isEmpty,
              parts[0] == "https:" || parts[0] == "http:", !parts[2].isEmpty else { return nil }
        let host = String(parts[2]), isSecure = parts[0] == "https:"
        return WebSettings(hosts: [host], origins: ["\(parts[0])//\(host)"], isSecure: isSecure, isLoopback: false)
    }

    /// Signing in over plain HTTP from another machine would show the password to the network.
    public var allowsSignIn: Bool { isSecure || isLoopback }

    /// Where people reach the hub, such as `https://hub.example.org`: for what leaves the screen.
    public var address: String { origins.sorted().first ?? "" }

    /// The `__Host-` prefix makes browsers insist on TLS, the whole path, and no domain.
    func cookieName(_ name: String) -> String { isSecure ? "__Host-\(name)" : name }
}
