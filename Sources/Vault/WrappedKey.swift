import Crypto
import Identity

/// Which of a person's keys; a new version is made when the old one should no longer seal.
typealias KeyVersion = UInt16

/// A person's key as it is stored: encrypted under the hub's, bound to the person and the version; nil once destroyed.
struct WrappedKey: Sendable {
    let person: PersonID
    let version: KeyVersion
    let bytes: [UInt8]?

    /// AES-256-GCM with the person and version as associated data: a key moved to another row does not open.
    static func make(for person: PersonID, version: KeyVersion, under hub: SymmetricKey) throws -> WrappedKey {
        let key = SymmetricKey(size: .bits256)
        let sealed = try key.withUnsafeBytes { bytes in
            try AES.GCM.seal(bytes, using: hub, authenticating: binding(person, version))
        }
        return WrappedKey(person: person, version: version, bytes: sealed.combined.map(Array.init))
    }

    /// Throws `erased`, or `wrongRoot` where the hub's key is another one or the bytes were changed.
    func key(under hub: SymmetricKey) throws(KeyProblem) -> SymmetricKey {
        guard let bytes else { throw .erased }
        do {
            let box = try AES.GCM.SealedBox(combined: bytes)
            return SymmetricKey(data: try AES.GCM.open(box, using: hub, authenticating: Self.binding(person, version)))
        } catch {
            throw .wrongRoot
        }
    }

    private static func binding(_ person: PersonID, _ version: KeyVersion) -> [UInt8] {
        Array("person_keys|\(person)|\(version)".utf8)
    }
}
