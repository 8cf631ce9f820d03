import Crypto

/// The keys of one hub, each for one use, all from its root key (HKDF with SHA-256, RFC 5869).
///
/// The hub's id is the salt, so two hubs under one root key share nothing.
struct HubKeys: Sendable, Redacted {
    private let extracted: SymmetricKey
    let wrapping: SymmetricKey

    init(root: RootKey, hub: String) {
        extracted = SymmetricKey(
            data: HKDF<SHA256>.extract(inputKeyMaterial: root.secret, salt: Array(hub.utf8)))
        wrapping = Self.expanded(extracted, "wrap")
    }

    func blindIndex(column: String) -> SymmetricKey { Self.expanded(extracted, "blind index|\(column)") }
    func mac(purpose: String) -> SymmetricKey { Self.expanded(extracted, "mac|\(purpose)") }
    func secret(name: String) -> SymmetricKey { Self.expanded(extracted, "secret|\(name)") }
    var pseudonym: SymmetricKey { Self.expanded(extracted, "pseudonym") }

    private static func expanded(_ key: SymmetricKey, _ use: String) -> SymmetricKey {
        key.withUnsafeBytes { bytes in
            HKDF<SHA256>.expand(pseudoRandomKey: bytes, info: Array("tessera|\(use)".utf8), outputByteCount: 32)
        }
    }
}
