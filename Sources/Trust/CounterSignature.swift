import Foundation
import Merkle
import Storage
import Vault

/// What someone outside signs about a head: that the log they were shown goes on from everything they signed before.
public struct CounterSignature: Sendable, Hashable {
    /// What they call themselves; one line of 1 to 100 characters.
    public let witness: String
    public let at: Date
    /// The head that they saw: how many entries, the root, when the hub signed it.
    public let size: Int, root: TreeHash, headAt: Date
    /// Their public key in base64url.
    public let key: String
    /// Ed25519 over the UTF-8 of `text`.
    public let signature: [UInt8]
    private static let title = "tessera audit witness 1"

    public init(_ head: AuditHead, by witness: String, at: Date, signedBy key: SigningKey) throws {
        (self.witness, self.at, size, root, headAt) = (witness, at, head.size, head.root, head.at)
        self.key = key.verifying.text
        signature = try key.sign(Self.text(witness, at, head.text))
    }

    init(witness: String, at: Date, size: Int, root: TreeHash, headAt: Date, key: String, signature: [UInt8]) {
        (self.witness, self.at, self.size, self.root, self.headAt, self.key, self.signature) = (witness, at, size, root, headAt, key, signature)
    }

    /// Whether somebody can sign by this name: 1 to 100 characters on one line, none that turn the direction of a line or steer a terminal.
    public static func isName(_ text: String) -> Bool {
        (1...100).contains(text.count) && text.utf8.count <= 400 && !text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            }
        }
    }

    /// What is signed: seven lines, each ending with a line feed, the last four of them those of the head.
    public var text: String { Self.text(witness, at, AuditHead.text(size, root, headAt)) }
    private static func text(_ witness: String, _ at: Date, _ head: String) -> String { "\(title)\n\(witness)\n\(at.storedText)\n\(head)" }

    /// Whether it was signed with its own key, and is about this head.
    public func fits(_ head: AuditHead) -> Bool {
        head.size == size && head.root == root && head.at == headAt && VerifyingKey(text: key)?.isValid(signature, of: text) == true
    }

    /// With all that a stranger needs to check it: the text, the signature, and the public key.
    public var note: String { "\(text)\nsignature \(Base64.written(signature))\n\n\(VerifyingKey(text: key)?.pem ?? "")" }

    /// Reads what `note` wrote, also with the line ends of another system; nil for anything else.
    public init?(note: String) {
        let lines = note.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count > 10, lines[0] == Self.title, Self.isName(lines[1]), let at = try? Date(sqlValue: .text(lines[2])),
              let size = Int(lines[4]), size >= 0, let root = TreeHash(hex: lines[5]), let headAt = try? Date(sqlValue: .text(lines[6])), lines[8].hasPrefix("signature "),
              let signature = Base64.read(lines[8].dropFirst("signature ".count)), let key = VerifyingKey(pem: lines[10...].joined(separator: "\n")) else { return nil }
        self.init(witness: lines[1], at: at, size: size, root: root, headAt: headAt, key: key.text, signature: signature)
    }
}

extension Connection {
    public var counterSignatures: CounterSignatureStore { CounterSignatureStore(db: self) }
}

/// What people outside have signed about the heads of this log.
public struct CounterSignatureStore {
    let db: any Connection

    public enum Answer: Sendable, Equatable {
        case kept
        /// It is about no head of this log, or is not signed as it says.
        case foreign
        /// Somebody of this name has signed with another key before.
        case otherKey
    }

    public struct Kept: Sendable {
        /// The number of the head that it is about.
        public let head: Int
        public let witness: String
        /// Nil where that head is gone: what was signed can't be put together any more.
        public let signature: CounterSignature?
    }

    /// Keeps it beside the head that it is about; one that is kept already stays.
    public func append(_ new: CounterSignature) throws -> Answer {
        let heads = try db.auditHeads.of(size: new.size)
        guard let head = heads.first(where: { new.fits($0.head) }) else { return .foreign }
        let known: String? = try db.value("SELECT key FROM audit_counter_signatures WHERE witness = \(new.witness) ORDER BY number LIMIT 1")
        guard known == nil || known == new.key else { return .otherKey }
        let number = try (db.value("SELECT max(number) FROM audit_counter_signatures") ?? 0) + 1
        try db.execute("""
            INSERT INTO audit_counter_signatures (number, head_number, witness, at, key, signature)
            VALUES (\(number), \(head.number), \(new.witness), \(new.at), \(new.key), \(Base64.written(new.signature))) ON CONFLICT (head_number, key) DO NOTHING
            """)
        return .kept
    }

    /// All of them.
    public func all() throws -> [Kept] { try kept("") }

    /// Those of some heads.
    public func of(heads: [Int]) throws -> [Kept] { try kept("WHERE c.head_number IN \(in: heads)") }

    /// Those whose head is gone, which no program of ours lets go of.
    public func withoutHead() throws -> [Kept] { try kept("WHERE h.number IS NULL") }

    private func kept(_ condition: SQL) throws -> [Kept] {
        try db.rows("""
            SELECT c.head_number, c.witness, c.at, c.key, c.signature, h.size, h.root_hash, h.at AS head_at
            FROM audit_counter_signatures c LEFT JOIN audit_heads h ON h.number = c.head_number \(condition) ORDER BY c.number
            """).map { row in
            guard let bytes = try row["root_hash", as: [UInt8]?.self] else { return Kept(head: try row.get("head_number"), witness: try row.get("witness"), signature: nil) }
            guard let root = TreeHash(bytes) else { throw StorageProblem.wrongType(column: "root_hash") }
            return Kept(head: try row.get("head_number"), witness: try row.get("witness"), signature: CounterSignature(
                witness: try row.get("witness"), at: try row.get("at"), size: try row.get("size"), root: root, headAt: try row.get("head_at"), key: try row.get("key"),
                signature: Base64.read(try row["signature", as: String.self]) ?? []))
        }
    }
}

extension Migration {
    static let counterSignatures = Migration(
        id: "trust-007-counter-signatures",
        sql: [
            """
            CREATE TABLE audit_counter_signatures (
                number BIGINT NOT NULL PRIMARY KEY CONSTRAINT counter_signature_number CHECK (number > 0),
                head_number BIGINT NOT NULL REFERENCES audit_heads (number),
                witness TEXT NOT NULL CONSTRAINT counter_signature_witness CHECK (length(witness) > 0),
                at TEXT NOT NULL,
                key TEXT NOT NULL,
                signature TEXT NOT NULL,
                UNIQUE (head_number, key))
            """,
            "CREATE INDEX audit_counter_signatures_witness ON audit_counter_signatures (witness, number)",
        ],
        sqlite: Guard.sqlite("audit_counter_signatures"), postgres: Guard.postgres("audit_counter_signatures"))
}
