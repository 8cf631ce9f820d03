import Foundation
import Merkle
import Storage
import Vault

/// What the hub signs about its log: how many entries there are, the root of the tree over them, and when.
public struct AuditHead: Sendable, Hashable {
    public let size: Int
    public let root: TreeHash
    public let at: Date
    /// Ed25519 over the UTF-8 of `text`.
    public let signature: [UInt8]

    public init(size: Int, root: TreeHash, at: Date, signedBy key: SigningKey) throws {
        (self.size, self.root, self.at) = (size, root, at)
        signature = try key.sign(Self.text(size, root, at))
    }

    init(size: Int, root: TreeHash, at: Date, signature: [UInt8]) {
        (self.size, self.root, self.at, self.signature) = (size, root, at, signature)
    }

    /// What is signed: four lines, each ending with a line feed.
    public var text: String { Self.text(size, root, at) }
    static func text(_ size: Int, _ root: TreeHash, _ at: Date) -> String { "\(title)\n\(size)\n\(root.hex)\n\(at.storedText)\n" }
    private static let title = "tessera audit head 1"

    public func isSigned(by key: VerifyingKey) -> Bool { key.isValid(signature, of: text) }

    /// The head with all that a stranger needs to check it: the text, the signature, and the public key.
    public func note(_ key: VerifyingKey) -> String { "\(text)\nsignature \(Base64.written(signature))\n\n\(key.pem)" }

    /// Reads what `note` wrote; nil for anything else. The key in it is not believed.
    public init?(note: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 5, lines[0] == Self.title, let size = Int(lines[1]), size >= 0, let root = TreeHash(hex: lines[2]),
              let at = try? Date(sqlValue: .text(String(lines[3]))), lines[5].hasPrefix("signature "),
              let signature = Base64.read(lines[5].dropFirst("signature ".count)) else { return nil }
        self.init(size: size, root: root, at: at, signature: signature)
    }
}

extension Connection {
    public var auditHeads: AuditHeadStore { AuditHeadStore(db: self) }
}

/// The signed heads, in the order in which they were signed.
public struct AuditHeadStore {
    let db: any Connection

    /// Each with its number, from 1 on.
    public typealias Numbered = (number: Int, head: AuditHead)

    public func all() throws -> [Numbered] { try numbered("ORDER BY number") }
    public func find(_ number: Int) throws -> AuditHead? { try numbered("WHERE number = \(number)").first?.head }
    /// Those over so many entries.
    func of(size: Int) throws -> [Numbered] { try numbered("WHERE size = \(size) ORDER BY number") }
    public func newest() throws -> Numbered? { try numbered("ORDER BY number DESC LIMIT 1").first }

    /// The newest first.
    ///
    /// - Parameter limit: 1 to 500; `offset` so many are passed over.
    public func latest(limit: Int, offset: Int = 0) throws -> [Numbered] {
        try numbered("ORDER BY number DESC LIMIT \(min(max(limit, 1), 500)) OFFSET \(offset)")
    }

    /// Throws `StorageProblem.unique` where another head was signed meanwhile.
    public func append(_ head: AuditHead, as number: Int) throws {
        try db.execute("""
            INSERT INTO audit_heads (number, size, root_hash, at, signature)
            VALUES (\(number), \(head.size), \(head.root.bytes), \(head.at), \(Base64.written(head.signature)))
            """)
    }

    private func numbered(_ condition: SQL) throws -> [Numbered] {
        try db.rows("SELECT number, size, root_hash, at, signature FROM audit_heads \(condition)").map { row in
            guard let root = TreeHash(try row["root_hash", as: [UInt8].self]) else { throw StorageProblem.wrongType(column: "root_hash") }
            let head = AuditHead(size: try row.get("size"), root: root, at: try row.get("at"),
                                 signature: Base64.read(try row["signature", as: String.self]) ?? [])
            return (try row.get("number"), head)
        }
    }
}
