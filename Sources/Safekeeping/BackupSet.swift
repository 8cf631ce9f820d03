import Crypto
import Foundation
import Vault

/// One backup: a folder with a signed manifest and numbered chunks of at most a mebibyte, sealed to a key whose private half is elsewhere.
///
/// Everything goes through a buffer of one chunk, whatever the size of the file.
public struct BackupSet: Sendable {
    public let folder: URL
    public let manifest: BackupManifest
    /// Who signed the manifest, as it says itself.
    public let signer: VerifyingKey
    static let chunkBytes = 1 << 20

    /// Reads the manifest. Throws `missing`, `damaged`, `forged`, or `renamed` where the folder has not the name that was signed.
    public init(_ folder: URL) throws(BackupProblem) {
        guard let data = try? Data(contentsOf: folder.appending(path: BackupManifest.fileName)) else { throw .missing }
        self.folder = folder
        (manifest, signer) = try BackupManifest.read(data)
        guard manifest.id == folder.lastPathComponent else { throw .renamed }
    }

    /// Reads every byte and compares it with the manifest; needs no private key. Throws `damaged`.
    public func check() throws(BackupProblem) {
        let expected = Set(manifest.chunks.indices.map(Self.name) + [BackupManifest.fileName])
        guard let present = try? FileManager.default.contentsOfDirectory(atPath: folder.path), Set(present) == expected else { throw .damaged }
        for number in manifest.chunks.indices { _ = try chunk(number) }
    }

    /// Opens the backup into a new file that only its owner can read. Throws `wrongKey`, `damaged`, or what writing throws.
    public func open(with key: SealingKey, to file: URL) throws {
        guard try key.publicHalf().fingerprint == manifest.recipient else { throw BackupProblem.wrongKey }
        try check()
        var stream: OpeningStream
        do { stream = try key.opening(manifest.encapsulated, for: BackupManifest.purpose(manifest.id, manifest.kind)) } catch { throw BackupProblem.damaged }
        let output = try WholeFile(file)
        for number in manifest.chunks.indices {
            let sealed = try chunk(number)
            guard let piece = try? stream.open(sealed, as: Self.place(number, of: manifest.chunks.count)) else { throw BackupProblem.damaged }
            try output.write(piece)
        }
        guard try output.finish() == manifest.length else { throw BackupProblem.damaged }
    }

    private func chunk(_ number: Int) throws(BackupProblem) -> Data {
        let known = manifest.chunks[number]
        guard let bytes = try? Data(contentsOf: folder.appending(path: Self.name(number))), bytes.count == known.length,
              Self.hash(bytes) == known.hash else { throw .damaged }
        return bytes
    }

    static func name(_ number: Int) -> String { String(format: "%08d", number + 1) }
    /// The last is told from the others: nothing can be cut off.
    static func place(_ number: Int, of count: Int?) -> String { "\(number + 1)\(count == number + 1 ? " last" : "")" }
    static func hash(_ bytes: Data) -> String { SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined() }
}

extension BackupSet {
    /// Seals a file as a backup in a new folder, which has its name only once all of it is on disk.
    ///
    /// - Parameters:
    ///   - folder: where backups of this kind lie. Throws `folder`, `full`, or what reading throws.
    ///   - order: the number of the run.
    static func make(
        of file: URL, _ kind: BackupManifest.Kind, in folder: URL, to recipient: PublicSealingKey, signedBy key: SigningKey, order: Int, epoch: Int, at now: Date
    ) throws -> BackupSet {
        let now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        let name = now.formatted(.iso8601.timeSeparator(.omitted)) + "-\(kind.rawValue)-" + Secret.digits(6)
        let draft = folder.appending(path: ".\(name).partial"), whole = folder.appending(path: name)
        try Disk.makeFolder(draft)
        do {
            let manifest = try seal(file, kind, as: name, in: draft, to: recipient, order: order, epoch: epoch, at: now)
            try Disk.write(try manifest.signed(by: key), to: draft.appending(path: BackupManifest.fileName))
            try Disk.publish(draft, as: whole)
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error
        }
        return try BackupSet(whole)
    }

    private static func seal(
        _ file: URL, _ kind: BackupManifest.Kind, as id: String, in folder: URL, to recipient: PublicSealingKey, order: Int, epoch: Int, at now: Date
    ) throws -> BackupManifest {
        var stream = try recipient.sealing(for: BackupManifest.purpose(id, kind)), chunks: [BackupManifest.Chunk] = [], length = 0
        let source = try FileHandle(forReadingFrom: file)
        defer { try? source.close() }
        var piece = try source.read(upToCount: chunkBytes) ?? Data()
        repeat {
            let next = try source.read(upToCount: chunkBytes) ?? Data()
            let sealed = try stream.seal(piece, as: place(chunks.count, of: next.isEmpty ? chunks.count + 1 : nil))
            try Disk.write(sealed, to: folder.appending(path: name(chunks.count)))
            chunks.append(.init(length: sealed.count, hash: hash(sealed)))
            length += piece.count
            piece = next
        } while !piece.isEmpty
        return BackupManifest(id: id, kind: kind, madeAt: now, order: order, epoch: epoch, length: length, recipient: recipient.fingerprint,
                              encapsulated: stream.encapsulated, chunks: chunks)
    }
}
