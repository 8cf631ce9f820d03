import Crypto
import Identity

extension Keyring {
    /// A name for something in the audit log, 32 hex digits: under the key of the person it is about, or the hub's own for nobody.
    ///
    /// The same every time, whatever newer keys seal: it is made with the person's first one, which rotation keeps for this. Once that key is destroyed nobody can tell any more what
    /// a name stood for, with the hub's keys neither: names given after that are random. A person for whom no key was ever
    /// made, such as the program itself, is named under the hub's.
    public func auditName(of text: String, under person: PersonID?) throws(KeyProblem) -> String {
        guard let person else { return hubName(of: text) }
        do {
            // HKDF-Expand of one block is this one HMAC (RFC 5869, section 2.3), and done at once twice as fast.
            return Self.short(HMAC<SHA256>.authenticationCode(for: Array("tessera|audit|\(text)\u{1}".utf8), using: try key(1, of: person)))
        } catch .noKey {
            return hubName(of: text)
        } catch .erased {
            return Hex.written(Secret.bytes(16))
        } catch {
            throw error
        }
    }

    private func hubName(of text: String) -> String {
        Self.short(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: hub.mac(purpose: "audit")))
    }

    private static func short(_ code: HMAC<SHA256>.MAC) -> String { Hex.written(code.prefix(16)) }
}
