import Crypto
import Foundation

extension Keyring {
    /// Seals a secret of the hub itself, such as the password of its mail server, for this name only (base64url).
    ///
    /// AES-256-GCM under a key that follows from the root key, so that a copy of the data opens nothing.
    public func sealSecret(_ text: String, as name: String) throws(KeyProblem) -> String {
        guard let box = try? AES.GCM.seal(Array(text.utf8), using: hub.secret(name: name)), let bytes = box.combined else { throw .altered }
        return Base64URL.written(bytes)
    }

    /// Opens what `sealSecret` sealed for this name.
    ///
    /// Throws `altered` for anything changed, sealed for another name, or sealed under another root key.
    public func openSecret(_ sealed: String, as name: String) throws(KeyProblem) -> String {
        guard let bytes = Base64URL.read(sealed), let box = try? AES.GCM.SealedBox(combined: bytes),
              let text = try? AES.GCM.open(box, using: hub.secret(name: name)) else { throw .altered }
        return String(decoding: text, as: UTF8.self)
    }
}
