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
    case unreadable, foreign, needsName, needsHubKey, damaged, otherName(String), otherHubKey, folder(String), openKey(String)
    /// What was signed before is not shown to be the beginning of what was shown now.
    case otherPast(AuditHead, AuditHead)

    public var description: String {
        switch self {
        case .unreadable: "This file holds no proof."
        case .damaged: "NOT SIGNED: your folder is damaged. Put it back from a copy; without one begin in a new folder, and tell the hub that your key is another."
        case .folder(let path): "\(path) is no folder that can be made and written."
        case .openKey(let file): "Others on this machine can read your key. Run: chmod 0400 \(file)"
        case .otherName(let name): "You sign as \"\(name)\" in this folder already. Leave --name out, or use a folder of its own for another hub."
        case .otherHubKey: "This folder belongs to a hub with another key. Use a folder of its own for each hub. If the hub says that its key is new, ask on another way why."
        case .foreign: "NOT SIGNED: the head in it is not signed with the key of the hub that you were given."
        case .needsName: "Say once by what name you sign, in 1 to 100 characters on one line: --name \"Harbor Town\""
        case .needsHubKey: "Give the public key of the hub once (PEM), as you got it on another way: --hub-key FILE.pem"
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
        // What was given the first time holds once it was right.
        for (name, text) in [("last-head.txt", proof.head), ("name.txt", witness.name), ("hub.pem", witness.hubKey.pem)] where try kept(name) != text {
            do { try Data(text.utf8).write(to: file(name), options: .atomic) } catch { throw WitnessProblem.folder(folder.path) }
        }
        return signature
    }

    private func open(name: String?, hubKey: String?) throws -> Witness {
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700]) } catch {
            throw WitnessProblem.folder(folder.path)
        }
        let keptName = try kept("name.txt"), keptPEM = try kept("hub.pem")
        guard let known = keptName ?? name, CounterSignature.isName(known) else { throw WitnessProblem.needsName }
        guard let pem = keptPEM ?? hubKey, let key = VerifyingKey(pem: pem) else { throw WitnessProblem.needsHubKey }
        if let name, name != known { throw WitnessProblem.otherName(known) }
        if let hubKey, VerifyingKey(pem: hubKey)?.text != key.text { throw WitnessProblem.otherHubKey }
        return Witness(name: known, key: try own(), hubKey: key, last: try last(isFirst: keptName == nil && keptPEM == nil))
    }

    private func own() throws -> SigningKey {
        let secret = file("witness.key").path
        do {
            return FileManager.default.fileExists(atPath: secret) ? try SigningKey.load(from: secret) : try SigningKey.create(at: secret)
        } catch KeyProblem.exposed { throw WitnessProblem.openKey(secret) } catch { throw WitnessProblem.damaged }
    }

    /// One that is damaged or lost is no reason to begin anew: whoever could do that could hide what was signed.
    private func last(isFirst: Bool) throws -> AuditHead? {
        let text = try kept("last-head.txt")
        if text == nil, isFirst { return nil }
        guard let head = text.flatMap({ AuditHead(note: $0) }) else { throw WitnessProblem.damaged }
        return head
    }

    /// Nil where there is none; one that can't be read is not taken for none.
    private func kept(_ name: String) throws -> String? {
        guard FileManager.default.fileExists(atPath: file(name).path) else { return nil }
        guard let text = try? String(contentsOf: file(name), encoding: .utf8) else { throw WitnessProblem.damaged }
        return text
    }

    private func file(_ name: String) -> URL { folder.appending(path: name) }
}
