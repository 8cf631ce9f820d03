import Crypto
import Foundation

extension Keyring {
    /// Seals a secret of the hub itself, such as the password of its mail server, for this name only (base64url).
    ///
    /// AES-256-GCM under a key that only the root key opens, so that a copy of the data opens nothing.
    public func sealSecret(_ text: String, as name: String) throws(KeyProblem) -> String {
        let hub = hub, version = hub.newest(.secrets)
        guard let box = try? AES.GCM.seal(Array(text.utf8), using: hub.secret(name: name, version)), let bytes = box.combined else { throw .altered }
        return Self.written(bytes, version)
    }

    /// Opens what `sealSecret` sealed for this name.
    ///
    /// Throws `altered` for anything changed, sealed for another name, or sealed under another root key.
    public func openSecret(_ sealed: String, as name: String) throws(KeyProblem) -> String {
        let (version, written) = Self.read(sealed)
        guard let bytes = Base64URL.read(written), let box = try? AES.GCM.SealedBox(combined: bytes),
              let text = try? AES.GCM.open(box, using: hub.secret(name: name, version)) else { throw .altered }
        return String(decoding: text, as: UTF8.self)
    }

    /// The same secret under the newest of the hub's keys; nil where it lies under that, or is no secret of this name.
    public func resealedSecret(_ sealed: String, as name: String) throws(KeyProblem) -> String? {
        guard Self.read(sealed).version < hub.newest(.secrets), let text = try? openSecret(sealed, as: name) else { return nil }
        return try sealSecret(text, as: name)
    }

    /// Before what was sealed stands the version of the key, `2.` for the second; nothing for the first.
    private static func written(_ bytes: some Sequence<UInt8>, _ version: KeyVersion) -> String {
        (version > 1 ? "\(version)." : "") + Base64URL.written(bytes)
    }

    private static func read(_ sealed: String) -> (version: KeyVersion, written: String) {
        let parts = sealed.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let version = KeyVersion(parts[0]) else { return (1, sealed) }
        return (version, String(parts[1]))
    }
}
