import Crypto

/// A node of a Merkle tree: a SHA-256 hash of 32 bytes (RFC 9162, section 2.1.1).
public struct TreeHash: Hashable, Sendable {
    public let bytes: [UInt8]
    public static let length = 32

    /// Nil for anything but 32 bytes.
    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    private init(_ digest: SHA256Digest) { bytes = digest.withUnsafeBytes { Array($0) } }

    /// The root of a tree without leaves.
    public static let empty = TreeHash(SHA256.hash(data: [UInt8]()))

    /// The hash of one entry. The first byte keeps a leaf from passing for a node.
    public static func leaf(_ entry: [UInt8]) -> TreeHash { entry.withUnsafeBytes { hash(0, $0, nil) } }

    /// The same, of the UTF-8 of a text.
    public static func leaf(_ entry: String) -> TreeHash {
        var text = entry
        return text.withUTF8 { hash(0, UnsafeRawBufferPointer($0), nil) }
    }

    /// The hash of all leaves of the left tree and, after them, all of the right.
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        left.bytes.withUnsafeBytes { left in right.bytes.withUnsafeBytes { hash(1, left, $0) } }
    }

    private static func hash(_ mark: UInt8, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer?) -> TreeHash {
        var hasher = SHA256()
        withUnsafeBytes(of: mark) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: first)
        if let second { hasher.update(bufferPointer: second) }
        return TreeHash(hasher.finalize())
    }
}

extension TreeHash: CustomStringConvertible {
    /// Reads 64 hex digits; nil for anything else.
    public init?(hex: some StringProtocol) {
        let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
        guard hex.utf8.count == 2 * Self.length, digits.count == 2 * Self.length else { return nil }
        bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// 64 hex digits, in lower case.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    public var description: String { hex }
}
