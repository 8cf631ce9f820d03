import Crypto
import Foundation
import Merkle
@testable import Safekeeping
@testable import Trust
@testable import Vault

extension Parser {
    /// What a stranger, a disk or a sheet of paper gives back of what the hub wrote.
    static let proofs = [
        Parser("heads", text: { text in
            guard let head = AuditHead(note: text) else { return }
            // What is signed says the same when it is read again.
            precondition(AuditHead(note: head.note(signer.verifying))?.text == head.text)
        }),
        // Two bytes and two bytes say which leaves; every 32 after them are a hash.
        Parser("proofs") { bytes in
            let numbers = stride(from: 0, to: min(bytes.count, 4), by: 2).map { bytes[$0..<min($0 + 2, bytes.count)].reduce(0) { $0 << 8 | Int($1) } }
            let path = stride(from: 4, to: bytes.count, by: TreeHash.length).compactMap { TreeHash(bytes[$0...].prefix(TreeHash.length)) }
            guard numbers.count == 2, let root = path.first else { return }
            _ = InclusionProof(index: numbers[0], size: numbers[1], path: Array(path.dropFirst())).shows(root, in: path.last ?? root)
            _ = ConsistencyProof(old: numbers[0], size: numbers[1], path: Array(path.dropFirst())).shows(root, beginning: path.last ?? root)
        },
        // As it lies there, and signed, since nobody guesses a signature.
        Parser("manifests", text: { text in
            _ = try? BackupManifest.read(Data(text.utf8))
            guard let signature = try? signer.sign(text) else { return }
            let signed = "\(text)signature \(Data(signature).base64EncodedString()) \(signer.verifying.text)\n"
            guard let read = try? BackupManifest.read(Data(signed.utf8)).manifest else { return }
            precondition((try? read.signed(by: signer)) != nil)
        }),
        Parser("printed", text: { text in
            _ = (LockedRootKey(text: text), try? SealingKey(printable: text), PublicSealingKey(text: text), Vault.VerifyingKey(text: text))
            _ = (TOTP(text: text)?.grouped, TreeHash(hex: text)?.hex)
        }),
    ]

    private static let signer = (try? SigningKey(secret: Base64URL.written([UInt8](repeating: 7, count: 32)))) ?? SigningKey()
}
