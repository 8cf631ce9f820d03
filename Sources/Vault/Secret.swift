import Crypto

/// Random secrets to hand out, and the hash under which they are kept.
///
/// Drawn from the system's generator, which is cryptographic on Linux (`getrandom`).
public enum Secret {
    /// `bytes` random bytes in base64url; 32 are 256 bits in 43 characters.
    public static func token(bytes count: Int = 32) -> String {
        Base64URL.written(self.bytes(count))
    }

    /// That many random bytes, asked of the system for all of them together: byte by byte each would be a call of its own.
    static func bytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: 8 * count)).withUnsafeBytes(Array.init)
    }

    /// That many decimal digits, each equally likely; 18 are 59.8 bits.
    public static func digits(_ count: Int) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9)) }.joined()
    }

    /// SHA-256 of a token: what the database keeps. Only for tokens of 112 bits and more, never for passwords or PINs.
    public static func hash(_ token: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(token.utf8)))
    }
}
