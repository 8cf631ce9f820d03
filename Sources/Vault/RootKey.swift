import Crypto
import FoundationEssentials

/// The 32 random bytes from which every other key of a hub follows; kept in a file outside the data, and on paper.
public struct RootKey: Sendable, Hashable, Redacted {
    let secret: SymmetricKey

    private static let printed = Printed(kind: "tessera root key")

    /// A new key from the system's random numbers.
    public init() {
        secret = SymmetricKey(size: .bits256)
    }

    init(bytes: some ContiguousBytes) { secret = SymmetricKey(data: bytes) }

    /// Reads a key back as it was printed; spaces, dashes and case do not matter.
    ///
    /// Throws `wrongLength` or `mistyped`; a wrong character slips through once in a million times.
    public init(printable text: String) throws(KeyProblem) { secret = SymmetricKey(data: try Self.printed.read(text)) }

    /// Fourteen groups of four characters, the last group checking the others.
    public var printable: String { Self.printed.written(secret.withUnsafeBytes { Array($0) }) }

    public func hash(into hasher: inout Hasher) {
        secret.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension RootKey {
    /// Reads the key from a file of its own that only its owner can read, and that no passphrase locks.
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
