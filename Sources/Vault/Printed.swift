import Crypto

/// A secret of 32 bytes as it is printed for people: fourteen groups of four characters (Crockford's base 32), the last group checking the others.
struct Printed: Sendable {
    /// Characters: 52 of the secret, 4 to check them.
    static let symbols = 56
    /// What it is, so that one kind of secret does not pass for another.
    let kind: String

    func written(_ bytes: [UInt8]) -> String {
        Base32.grouped(Base32.crockford.written(bytes) + check(of: bytes), by: "-")
    }

    /// Reads it back; spaces, dashes and case do not matter.
    ///
    /// Throws `wrongLength` or `mistyped`; a wrong character slips through once in a million times.
    func read(_ text: String) throws(KeyProblem) -> [UInt8] {
        let typed = Base32.folded(text)
        guard typed.count == Self.symbols else { throw .wrongLength(typed.count) }
        guard let bytes = Base32.crockford.read(typed.prefix(52)), typed.suffix(4) == check(of: bytes) else { throw .mistyped }
        return bytes
    }

    /// The first 20 bits of a hash, in four characters.
    private func check(of bytes: [UInt8]) -> Substring {
        Base32.crockford.written(SHA256.hash(data: Array(kind.utf8) + bytes)).prefix(4)
    }
}
