import Crypto

/// The root key of one hub as that under which its secrets lie.
///
/// The hub's id is the salt, so two hubs under one root key share nothing.
struct RootWrap: Sendable, Redacted {
    let key: SymmetricKey
    /// Tells root keys apart without telling the key: 16 hex digits.
    let id: String
    /// What older programs made all keys of a hub from.
    let extracted: SymmetricKey

    init(_ root: RootKey, hub: String) {
        extracted = SymmetricKey(data: HKDF<SHA256>.extract(inputKeyMaterial: root.secret, salt: Array(hub.utf8)))
        key = HubKeys.expanded(extracted, "root wrap")
        id = HubKeys.expanded(extracted, "root id").withUnsafeBytes { Hex.written($0.prefix(8)) }
    }
}

/// One version of one of a hub's secrets as it is stored: encrypted under the root key, bound to its place.
struct HubSecret: Sendable {
    struct Opened: Sendable, Redacted {
        let part: HubKeys.Part, version: KeyVersion
        let key: SymmetricKey
    }

    let part: HubKeys.Part
    let version: KeyVersion
    /// The id of the root key under which it lies.
    let root: String
    let wrapped: [UInt8]

    static func wrap(_ key: SymmetricKey, _ part: HubKeys.Part, _ version: KeyVersion, under root: RootWrap) throws -> HubSecret {
        let sealed = try key.withUnsafeBytes { try AES.GCM.seal($0, using: root.key, authenticating: binding(part, version)) }
        guard let bytes = sealed.combined else { throw KeyProblem.altered }
        return HubSecret(part: part, version: version, root: root.id, wrapped: Array(bytes))
    }

    /// Throws `wrongRoot` where it lies under another root key or was changed.
    func opened(under root: RootWrap) throws(KeyProblem) -> Opened {
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
              let bytes = try? AES.GCM.open(box, using: root.key, authenticating: Self.binding(part, version)) else { throw .wrongRoot }
        return Opened(part: part, version: version, key: SymmetricKey(data: bytes))
    }

    private static func binding(_ part: HubKeys.Part, _ version: KeyVersion) -> [UInt8] {
        Array("hub_secrets|\(part.rawValue)|\(version)".utf8)
    }

    /// The secrets of a hub that has none yet: random; or, where an older program made keys already, those that it made from the root key.
    static func first(under root: RootWrap, isNew: Bool) throws -> [HubSecret] {
        try HubKeys.Part.allCases.map { part in
            let old = part == .wrapping ? HubKeys.expanded(root.extracted, "wrap") : root.extracted
            return try wrap(isNew ? SymmetricKey(size: .bits256) : old, part, 1, under: root)
        }
    }
}
