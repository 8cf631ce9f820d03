import Foundation
import Merkle
import Trust
import Vault

/// Someone outside a hub who signs that its log goes on from everything they signed before: a second hub's keeper, or anyone with a key. Needs no hub, and trusts none.
public struct Witness: Sendable {
    let name: String
    let key: SigningKey
    /// The key of the hub whose log it is, as it was given on another way.
    let hubKey: VerifyingKey
    /// The newest head that they signed.
    public private(set) var last: AuditHead?

    /// Signs the head of a proof, where it is the hub's and goes on from the last one.
    public mutating func sign(_ proof: AuditProof, at now: Date) throws -> CounterSignature {
        guard let head = AuditHead(note: proof.head) else { throw WitnessProblem.unreadable }
        guard head.isSigned(by: hubKey) else { throw WitnessProblem.foreign }
        if let last {
            guard head.at >= last.at, goesOn(to: head, from: last, proof) else { throw WitnessProblem.otherPast(last, head) }
        }
        last = head
        return try CounterSignature(head, by: name, at: now, signedBy: key)
    }

    private func goesOn(to head: AuditHead, from last: AuditHead, _ proof: AuditProof) -> Bool {
        if head.size == last.size { return head.root == last.root }
        let path = proof.path.compactMap { TreeHash(hex: $0) }
        guard proof.oldSize == last.size, path.count == proof.path.count else { return false }
        return ConsistencyProof(old: last.size, size: head.size, path: path).shows(last.root, beginning: head.root)
    }
}

/// Why nothing was signed.
public enum WitnessProblem: Error, CustomStringConvertible {
    case unreadable, foreign, needsName, needsHubKey
    /// What was signed before is not shown to be the beginning of what was shown now.
    case otherPast(AuditHead, AuditHead)

    public var description: String {
        switch self {
        case .unreadable: "This file holds no proof."
        case .foreign: "NOT SIGNED: the head in it is not signed with the key of the hub that you were given."
        case .needsName: "Say once by what name you sign, in 1 to 100 characters: --name \"Harbor Town\""
        case .needsHubKey: "Give the public key of the hub once, as you got it on another way: --hub-key FILE.pem"
        case .otherPast(let last, let head):
            """
            NOT SIGNED: nothing here shows that the log of \(head.size) entries goes on from the one of \(last.size) that you signed.
            Ask for a proof since \(last.size) entries. If none can be given, the log was rewritten: keep this file and your folder, and say so.
            """
        }
    }
}

/// Where a witness keeps their name, their key, the key of the hub and the last head that they signed: a folder for each hub.
public struct WitnessFolder: Sendable {
    let folder: URL
    public init(_ folder: URL) { self.folder = folder }

    /// Signs the head of a proof, and remembers it before anything is given out.
    ///
    /// - Parameters:
    ///   - name: by what name, the first time.
    ///   - hubKey: the public key of the hub (PEM), the first time.
    public func sign(_ json: String, name: String?, hubKey: String?, at now: Date) throws -> CounterSignature {
        guard let proof = AuditProof(json: json) else { throw WitnessProblem.unreadable }
        var witness = try open(name: name, hubKey: hubKey)
        let signature = try witness.sign(proof, at: now)
        try Data(proof.head.utf8).write(to: file("last-head.txt"), options: .atomic)
        return signature
    }

    private func open(name: String?, hubKey: String?) throws -> Witness {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let known = text("name.txt") ?? name, pem = text("hub.pem") ?? hubKey
        guard let known, (1...100).contains(known.count), !known.contains(where: \.isNewline) else { throw WitnessProblem.needsName }
        guard let pem, let key = VerifyingKey(pem: pem) else { throw WitnessProblem.needsHubKey }
        if text("name.txt") == nil { try Data(known.utf8).write(to: file("name.txt"), options: .atomic) }
        if text("hub.pem") == nil { try Data(pem.utf8).write(to: file("hub.pem"), options: .atomic) }
        let secret = file("witness.key").path
        let own = FileManager.default.fileExists(atPath: secret) ? try SigningKey.load(from: secret) : try SigningKey.create(at: secret)
        return Witness(name: known, key: own, hubKey: key, last: try last())
    }

    /// A damaged one is no reason to begin anew: whoever could damage it could hide what was signed.
    private func last() throws -> AuditHead? {
        guard FileManager.default.fileExists(atPath: file("last-head.txt").path) else { return nil }
        guard let head = text("last-head.txt").flatMap({ AuditHead(note: $0) }) else { throw WitnessProblem.unreadable }
        return head
    }

    private func text(_ name: String) -> String? { try? String(contentsOf: file(name), encoding: .utf8) }
    private func file(_ name: String) -> URL { folder.appending(path: name) }
}
