import Crypto

/// The keys of one hub, each for one use (HKDF with SHA-256, RFC 5869).
///
/// They follow from three random secrets, which lie beside the keys of people, wrapped under the root key: so the root key can be
/// changed without changing any of them. `wrapping` and `secrets` have versions, the newest seals. `lasting` has none: indexes,
/// pseudonyms and links must be the same for ever.
struct HubKeys: Sendable, Redacted {
    /// The names of the three secrets, as they are stored.
    enum Part: String, Sendable, CaseIterable {
        /// Under which the keys of people lie.
        case wrapping
        /// Under which the hub's own secrets lie, such as the password of its mail server.
        case secrets
        /// From which indexes, tags and pseudonyms are made; these open nothing.
        case lasting
    }

    private var root: RootWrap
    private let lasting: SymmetricKey
    /// Begun under the key of pseudonyms, since every record of a read names two people by one: the key is not worked out each time.
    let pseudonym: HMAC<SHA256>
    private var versions: [Part: [KeyVersion: SymmetricKey]]

    /// Throws `noKey` where one of the three is missing.
    init(root: RootWrap, opened: [HubSecret.Opened]) throws(KeyProblem) {
        versions = opened.reduce(into: [:]) { $0[$1.part, default: [:]][$1.version] = $1.key }
        guard let lasting = versions[.lasting]?[1], versions[.wrapping] != nil, versions[.secrets] != nil else { throw .noKey }
        (self.root, self.lasting) = (root, lasting)
        pseudonym = HMAC(key: Self.expanded(lasting, "pseudonym"))
    }

    /// The version that seals now.
    func newest(_ part: Part) -> KeyVersion { versions[part]?.keys.max() ?? 0 }

    /// Throws `wrongRoot` where this version is none of this hub.
    func wrapping(_ version: KeyVersion) throws(KeyProblem) -> SymmetricKey {
        guard let key = versions[.wrapping]?[version] else { throw .wrongRoot }
        return key
    }

    /// The key of a secret with this name; throws `altered` for a version that there never was.
    func secret(name: String, _ version: KeyVersion) throws(KeyProblem) -> SymmetricKey {
        guard let key = versions[.secrets]?[version] else { throw .altered }
        return Self.expanded(key, "secret|\(name)")
    }

    func blindIndex(column: String) -> SymmetricKey { Self.expanded(lasting, "blind index|\(column)") }
    func mac(purpose: String) -> SymmetricKey { Self.expanded(lasting, "mac|\(purpose)") }

    /// A fresh version of a part, wrapped under the root key, to be stored before it is used.
    func fresh(_ part: Part) throws -> HubSecret {
        try HubSecret.wrap(SymmetricKey(size: .bits256), part, newest(part) + 1, under: root)
    }

    /// All of them under another root key.
    func rewrapped(under root: RootWrap) throws -> [HubSecret] {
        try versions.flatMap { part, keys in try keys.map { try HubSecret.wrap($1, part, $0, under: root) } }
    }

    /// Wraps what is made from now on under another root key.
    mutating func adopt(_ root: RootWrap) { self.root = root }

    mutating func learn(_ stored: [HubSecret]) throws(KeyProblem) {
        for new in stored {
            let opened = try new.opened(under: root)
            versions[opened.part, default: [:]][opened.version] = opened.key
        }
    }

    static func expanded(_ key: SymmetricKey, _ use: String) -> SymmetricKey {
        key.withUnsafeBytes { bytes in
            HKDF<SHA256>.expand(pseudoRandomKey: bytes, info: Array("tessera|\(use)".utf8), outputByteCount: 32)
        }
    }
}
