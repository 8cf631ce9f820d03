import Vault

/// The server that takes the hub's mail, and how to sign in there.
public struct MailServer: Sendable, Equatable, Redacted {
    public let host: String, port: Int
    /// TLS from the first byte (`smtps`); else the connection is made safe by STARTTLS before anything is said.
    let isWrapped: Bool
    public var user = "", password = ""
    /// Whether mail may leave by a safe connection only; always, unless the server is on this machine.
    var requiresTLS: Bool

    /// - Parameter url: `smtps://HOST` (port 465) or `smtp://HOST` (port 587), each with a port of its own where named; nil for anything else.
    public init?(url: String) {
        let halves = url.lowercased().split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0] == "smtp" || halves[0] == "smtps" else { return nil }
        let place = (halves[1].hasSuffix("/") ? halves[1].dropLast() : halves[1]).split(separator: ":", omittingEmptySubsequences: false)
        isWrapped = halves[0] == "smtps"
        guard (1...2).contains(place.count), let name = place.first, !name.isEmpty, name.utf8.count <= 253,
              name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }) else { return nil }
        host = String(name)
        if place.count == 2 {
            guard let number = Int(place[1]), (1...65_535).contains(number) else { return nil }
            port = number
        } else {
            port = isWrapped ? 465 : 587
        }
        requiresTLS = !(host == "localhost" || host.hasPrefix("127."))
    }

    /// As libcurl reads it: the path is the name by which we greet the server.
    func address(greetingAs name: String) -> String { "\(isWrapped ? "smtps" : "smtp")://\(host):\(port)/\(name)" }
}
