import Crypto
import Identity

/// Which of a person's keys; a new version is made when the old one should no longer seal.
typealias KeyVersion = UInt16

/// A person's key as it is stored: encrypted under the hub's, bound to the person and the version; nil once destroyed.
struct WrappedKey: Sendable {
    let person: PersonID
    let version: KeyVersion
    /// The version of the hub's key that it lies under; of a destroyed one, that it lay under.
    let wrapping: KeyVersion
    let bytes: [UInt8]?

    /// A fresh key under the newest of the hub's.
    static func make(for person: PersonID, version: KeyVersion, under hub: HubKeys) throws -> WrappedKey {
        try wrap(SymmetricKey(size: .bits256), for: person, version: version, under: hub)
    }

    /// The same key under the newest of the hub's.
    func rewrapped(under hub: HubKeys) throws -> WrappedKey {
        try Self.wrap(try key(under: hub), for: person, version: version, under: hub)
    }

    /// AES-256-GCM with the person and version as associated data: a key moved to another row does not open.
    private static func wrap(_ key: SymmetricKey, for person: PersonID, version: KeyVersion, under hub: HubKeys) throws -> WrappedKey {
        let newest = hub.newest(.wrapping), outer = try hub.wrapping(newest)
        let sealed = try key.withUnsafeBytes { try AES.GCM.seal($0, using: outer, authenticating: binding(person, version)) }
        return WrappedKey(person: person, version: version, wrapping: newest, bytes: sealed.combined.map(Array.init))
    }

    /// Throws `erased`, or `wrongRoot` where the hub's key is another one or the bytes were changed.
    func key(under hub: HubKeys) throws(KeyProblem) -> SymmetricKey {
        guard let bytes else { throw .erased }
        let outer = try hub.wrapping(wrapping)
        do {
            let box = try AES.GCM.SealedBox(combined: bytes)
            return SymmetricKey(data: try AES.GCM.open(box, using: outer, authenticating: Self.binding(person, version)))
        } catch {
            throw .wrongRoot
        }
    }

    private static func binding(_ person: PersonID, _ version: KeyVersion) -> [UInt8] {
        Array("person_keys|\(person)|\(version)".utf8)
    }
}
