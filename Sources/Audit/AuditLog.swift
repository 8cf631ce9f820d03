import Foundation
import House
import Identity
import Merkle
import Trust
import Vault

extension AuditAction {
    static let logChecked = AuditAction(rawValue: "audit.checked")
    static let logSigned = AuditAction(rawValue: "audit.signed")
    static let counterSigned = AuditAction(rawValue: "audit.counter_signed")
    static let proofTaken = AuditAction(rawValue: "audit.proof_taken")
}

/// What is done with the log of changes, apart from any page: the same for a browser, a job and the command line.
public struct AuditLog: Sendable {
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    public func verifyingKey() async throws -> VerifyingKey { try await signingKey().verifying }

    /// Numbers all that is pending; answers how many entries that were.
    @discardableResult
    public func sequence() async throws -> Int { try await AuditSequencer(database: hub.archive.database).run() }

    /// Binds reads that are not bound to the log yet; answers how many.
    @discardableResult
    public func sealReads() async throws -> Int {
        let actor = Actor.program(of: try await hub.ownOrganization()), now = hub.now()
        var all = 0, isMore = true
        while isMore {
            let sealed = try await hub.archive.write(by: actor, for: .dataProtection) { db, access in try db.readSeals.seal(&access, at: now) }
            (all, isMore) = (all + sealed.count, sealed.isMore)
        }
        return all
    }

    /// Numbers what is pending and signs the log as it then stands.
    ///
    /// The time of a head is never before that of the last one, also where the clock was set back.
    @discardableResult
    public func sign() async throws -> AuditHead {
        try await sequence()
        let key = try await signingKey(), now = hub.now()
        // In one transaction: of two who sign at once the second signs after the first.
        return try await hub.archive.write { db in
            let newest = try db.auditHeads.newest(), size = try db.auditLog.size()
            let head = try AuditHead(size: size, root: try db.auditLog.tree(size: size).root(), at: max(now, newest?.head.at ?? now), signedBy: key)
            try db.auditHeads.append(head, as: (newest?.number ?? 0) + 1)
            return head
        }
    }

    /// Recomputes the whole log, without changing or remembering anything.
    ///
    /// - Parameter witnesses: heads that someone kept elsewhere.
    public func report(witnesses: [AuditHead] = []) async throws -> AuditReport {
        let key = try await verifyingKey(), register = hub.features.flatMap(\.personalData)
        return try await hub.archive.read { try AuditVerifier.report($0, key: key, witnesses: witnesses, beside: register) }
    }

    /// Recomputes the whole log and keeps what came of it, so that the officer hears of a fault.
    @discardableResult
    public func check() async throws -> AuditReport {
        let report = try await report(), now = hub.now()
        try await hub.archive.write { try $0.auditChecks.append(report, at: now) }
        if let fault = report.fault {
            hub.logger.error("audit log does not verify", metadata: ["fault": "\(fault.kind.rawValue)", "first": "\(fault.first)", "last": "\(fault.last)"])
        }
        return report
    }

    /// Keeps what someone outside has signed about a head of this log.
    public func keep(_ new: CounterSignature, by actor: Actor) async throws -> CounterSignatureStore.Answer {
        let now = hub.now()
        return try await hub.archive.write(by: actor, for: .dataProtection) { db, access in
            let answer = try db.counterSignatures.append(new)
            if answer == .kept { try access.record(.counterSigned, on: "head \(new.size)", at: now, in: db) }
            return answer
        }
    }

    /// The same from the console.
    public func keep(_ new: CounterSignature) async throws -> CounterSignatureStore.Answer {
        try await keep(new, by: .atTheConsole(of: try await hub.ownOrganization()))
    }

    private func signingKey() async throws -> SigningKey { try await hub.keyring.signingKey(for: "audit", at: hub.now()) }
}

extension AuditLog {
    /// A proof that an entry is in the log, under a head signed now; nil where there is no such entry.
    public func proof(ofEntry number: Int) async throws -> AuditProof? {
        let head = try await sign(), key = try await verifyingKey()
        return try await hub.archive.read { db in
            guard (1...max(head.size, 1)).contains(number), let entry = try db.auditLog.entry(number) else { return nil }
            let proof = try db.auditLog.tree(size: head.size).inclusion(of: number - 1)
            return AuditProof(entry: entry.text, entryNumber: number, path: proof.path.map(\.hex), head: head.note(key))
        }
    }

    /// A proof that the first so many entries are the beginning of the log as it is signed now; nil where there are fewer.
    public func proof(sinceEntry size: Int) async throws -> AuditProof? {
        let head = try await sign(), key = try await verifyingKey()
        guard (0...head.size).contains(size) else { return nil }
        return try await hub.archive.read { db in
            let proof = try db.auditLog.tree(size: head.size).consistency(from: size), root = try db.auditLog.tree(size: size).root()
            return AuditProof(oldSize: size, oldRoot: root.hex, path: proof.path.map(\.hex), head: head.note(key))
        }
    }
}

/// A proof as a stranger is given it: JSON, to be checked with `docs/check-audit-proof` or any program of their own.
public struct AuditProof: Codable, Sendable, Equatable {
    /// Of an entry: its text and its number, from 1 on.
    public var entry: String?, entryNumber: Int?
    /// Of an older state of the log: how many entries it had, and their root in hex.
    public var oldSize: Int?, oldRoot: String?
    /// The hashes in hex, in the order in which they are used.
    public let path: [String]
    /// The signed head that the proof leads to, with signature and public key.
    public let head: String

    /// Nil for what `json` would not write.
    public init?(json: String) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let proof = try? decoder.decode(AuditProof.self, from: Data(json.utf8)) else { return nil }
        self = proof
    }

    init(entry: String? = nil, entryNumber: Int? = nil, oldSize: Int? = nil, oldRoot: String? = nil, path: [String], head: String) {
        (self.entry, self.entryNumber, self.oldSize, self.oldRoot, self.path, self.head) = (entry, entryNumber, oldSize, oldRoot, path, head)
    }

    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
