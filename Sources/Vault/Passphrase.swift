import CSodium
import Crypto
import Foundation

/// What an operator types to open the root key; its bytes are zeroed when it is let go.
public struct Passphrase: Sendable, Redacted {
    private let bytes: SymmetricKey
    /// Fewest characters: whoever has the file may guess as long as they like.
    public static let least = 16

    /// One person's keyboards write the same character in different ways; NFKC makes them one.
    public init(_ text: String) { bytes = SymmetricKey(data: Array(text.precomposedStringWithCompatibilityMapping.utf8)) }

    /// Why this should not lock a root key; nil for a good one.
    public static func problem(with text: String) -> String? {
        guard text.count >= least else { return "A passphrase has \(least) characters at least; five or six words are good." }
        switch Passwords.problem(with: text) {
        case nil: return nil
        case .tooLong: return "This passphrase is too long: 128 characters at most."
        default: return "This passphrase is easy to guess. Take five or six words that have nothing to do with each other."
        }
    }

    /// A key of 32 bytes by argon2id, version 1.3 (RFC 9106) with one lane.
    ///
    /// - Parameter salt: 16 bytes. Throws `KeyProblem.outOfMemory`.
    func key(salt: [UInt8], _ cost: Passwords.Cost) throws(KeyProblem) -> SymmetricKey {
        _ = sodium_init()
        var out = [UInt8](repeating: 0, count: 32)
        defer { sodium_memzero(&out, out.count) }
        let result = bytes.withUnsafeBytes { typed in
            typed.withMemoryRebound(to: CChar.self) { typed in
                // Of an empty passphrase there is no first byte to point at.
                typed.baseAddress.map {
                    crypto_pwhash(&out, UInt64(out.count), $0, UInt64(typed.count), salt, cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13)
                }
            }
        }
        guard let result else { throw .wrongPassphrase }
        guard result == 0 else { throw .outOfMemory }
        return SymmetricKey(data: out)
    }
}
