/// Where a browser is, as a passkey names it: one made for one place is of no use at any other (WebAuthn, sections 5.1.2 and 13.4.9).
public struct PasskeyPlace: Sendable, Hashable {
    /// The name of the host alone.
    public let site: String
    /// Scheme, host and port.
    public let origin: String
}

extension WebSettings {
    /// The place of a request that named this host; nil where browsers make no passkeys: at an address of numbers, and without TLS
    /// anywhere but on `localhost`.
    func passkeyPlace(host: String?) -> PasskeyPlace? {
        guard let host = host?.lowercased(), hosts.contains(host) else { return nil }
        let site = String(host.prefix { $0 != ":" })
        guard site == "localhost" || isSecure, !site.hasPrefix("["), !site.allSatisfy({ $0.isNumber || $0 == "." }) else { return nil }
        return PasskeyPlace(site: site, origin: "\(isSecure ? "https" : "http")://\(host)")
    }
}
