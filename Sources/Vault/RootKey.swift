import Crypto

/// The 32 random bytes from which every other key of a hub follows; kept in a file outside the data, and on paper.
public struct RootKey: Sendable, Hashable, Redacted {
    let secret: SymmetricKey

    /// Characters of the printed form: 52 of the key, 4 to check them.
    static let symbols = 56

    /// A new key from the system's random numbers.
    public init() {
        secret = SymmetricKey(size: .bits256)
    }

    /// Reads a key back as it was printed; spaces, dashes and case do not matter.
    ///
    /// Throws `wrongLength` or `mistyped`; a wrong character slips through once in a million times.
    public init(printable text: String) throws(KeyProblem) {
        let typed = Base32.folded(text)
        guard typed.count == Self.symbols else { throw .wrongLength(typed.count) }
        guard let bytes = Base32.crockford.read(typed.prefix(52)), typed.suffix(4) == Self.check(of: bytes) else {
            throw .mistyped
        }
        secret = SymmetricKey(data: bytes)
    }

    /// Fourteen groups of four characters (Crockford's base 32), the last group checking the others.
    public var printable: String {
        let bytes = secret.withUnsafeBytes { Array($0) }
        let text = Base32.crockford.written(bytes) + Self.check(of: bytes)
        return Base32.grouped(text, by: "-")
    }

    /// The first 20 bits of a hash of the key, in four characters.
    private static func check(of bytes: [UInt8]) -> Substring {
        let hash = SHA256.hash(data: Array("tessera root key".utf8) + bytes)
        return Base32.crockford.written(hash).prefix(4)
    }

    public func hash(into hasher: inout Hasher) {
        secret.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension RootKey {
    /// Reads the key from a file of its own that only its owner can read.
    ///
    /// Throws `missing`, `exposed`, `wrongLength`, `mistyped`, or `file` with the system's reason.
    public static func load(from file: String) throws(KeyProblem) -> RootKey {
        try RootKey(printable: KeyFile(path: file).text())
    }

    /// Makes a key and writes it to a new file of mode 0400; when this returns, it is on disk.
    ///
    /// Throws `alreadyThere` and changes nothing where the file exists.
    public static func create(at file: String) throws(KeyProblem) -> RootKey {
        let key = RootKey()
        try KeyFile(path: file).write(key.printable + "\n")
        return key
    }
}
