import Foundation
import House
import Storage
import Vault

/// Backs up a hub that is open, by the process that has it open: the data, and apart from it the wrapped keys.
public struct BackupMaker: Sendable {
    /// How many days the backups of keys are kept.
    public static let keysDays = 30
    let hub: Hub
    let data: URL?, keys: URL

    /// Into the folders that the settings name; nil where none are set.
    public init?(hub: Hub) {
        let settings = hub.settings.value
        guard !settings.keysFolder.isEmpty else { return nil }
        self.init(hub: hub, data: settings.backupFolder.isEmpty ? nil : URL(filePath: settings.backupFolder), keys: URL(filePath: settings.keysFolder))
    }

    /// - Parameter data: on PostgreSQL nothing is written there: its data is backed up by `pg_dump`.
    public init(hub: Hub, data: URL?, keys: URL) {
        (self.hub, self.keys) = (hub, keys)
        self.data = hub.archive.database.engine == .sqlite ? data : nil
    }

    /// Makes the backups and takes away old ones. Throws `BackupProblem`.
    ///
    /// The keys last: a key that no record uses yet does no harm, a record without its key would be lost.
    @discardableResult
    public func make() async throws -> [BackupSet] {
        guard let recipient = PublicSealingKey(text: hub.settings.value.backupKey) else { throw BackupProblem.noKey }
        var made: [BackupSet] = []
        if let data { made.append(try await make(.data, in: data, to: recipient) { try await hub.archive.database.backup(to: $0) }) }
        made.append(try await make(.keys, in: keys, to: recipient) { try await hub.keyring.backup(to: $0) })
        return made
    }

    private func make(
        _ kind: BackupManifest.Kind, in folder: URL, to recipient: PublicSealingKey, _ copy: (String) async throws -> Void
    ) async throws -> BackupSet {
        let scratch = hub.scratch.appending(path: "tessera-backup-\(kind.rawValue).sqlite"), now = hub.now()
        defer { try? FileManager.default.removeItem(at: scratch) }
        do { try await copy(scratch.path) } catch StorageProblem.damaged { throw BackupProblem.source } catch StorageProblem.full { throw BackupProblem.full }
        let key = try await hub.keyring.signingKey(for: Self.signing, at: now), epoch = try await hub.keyring.counts().epoch
        return try await BlockingWork.run {
            let set = try BackupSet.make(of: scratch, kind, in: folder, to: recipient, signedBy: key, epoch: epoch, at: now)
            try BackupShelf(folder, kind).prune(days: Self.keysDays, at: now)
            return set
        }
    }

    static let signing = "backup"
}

extension Keyring {
    /// Whether the hub of this keyring has signed the backup.
    public func isOwn(_ set: BackupSet) async throws -> Bool {
        try await signingKey(for: BackupMaker.signing, at: set.manifest.madeAt).verifying.text == set.signer.text
    }
}

/// Work that waits for a disk for seconds, off the threads that serve requests.
enum BlockingWork {
    static func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
