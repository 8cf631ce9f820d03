import Foundation
import House
import Storage
import Vault

/// Backs up a hub that is open, by the process that has it open: the data, and apart from it the wrapped keys.
public struct BackupMaker: Sendable {
    /// How many days the backups of keys are kept.
    public static let keysDays = Int(BackupKeeping.keys / 86_400)
    let hub: Hub
    let data: URL, keys: URL

    /// Into the folders that the settings name; nil where one that is needed is not set.
    public init?(hub: Hub) {
        let settings = hub.settings.value
        guard !settings.keysFolder.isEmpty, !settings.backupFolder.isEmpty else { return nil }
        self.init(hub: hub, data: URL(filePath: settings.backupFolder), keys: URL(filePath: settings.keysFolder))
    }

    public init(hub: Hub, data: URL, keys: URL) { (self.hub, self.data, self.keys) = (hub, data, keys) }

    /// What was made, and whether everything old was kept because the clock jumped not long ago.
    public struct Made: Sendable {
        public let sets: [BackupSet]
        public let isHeld: Bool
    }

    /// For a console.
    public static let heldSentence = "The clock jumped between two backups, so no old one is taken away for a week. Is today's date right?"

    /// Makes the backups and takes away old ones. Throws `BackupProblem`.
    ///
    /// The keys last: a key that no record uses yet does no harm, a record without its key would be lost.
    @discardableResult
    public func make() async throws -> Made {
        guard let recipient = PublicSealingKey(text: hub.settings.value.backupKey) else { throw BackupProblem.noKey }
        let key = try await hub.keyring.signingKey(for: Self.signing, at: hub.now()), shelves = [BackupShelf(data, .data), BackupShelf(keys, .keys)]
        let order = try await BlockingWork.run { (shelves.map { $0.lastOrder(signedBy: key.verifying) }.max() ?? 0) + 1 }
        let run = Run(recipient: recipient, key: key, order: order)
        let made = [
            try await make(.data, in: shelves[0], run) { try await hub.archive.database.backup(to: $0) },
            try await make(.keys, in: shelves[1], run) { try await hub.keyring.backup(to: $0) },
        ]
        return Made(sets: made.map(\.set), isHeld: made.contains { $0.isHeld })
    }

    /// What the backups that are made together have in common.
    private struct Run: Sendable {
        let recipient: PublicSealingKey, key: SigningKey
        let order: Int
    }

    private func make(
        _ kind: BackupManifest.Kind, in shelf: BackupShelf, _ run: Run, _ copy: (String) async throws -> Void
    ) async throws -> (set: BackupSet, isHeld: Bool) {
        // A name of its own, so that two that are made at once do not write into each other's.
        let scratch = hub.scratch.appending(path: ".backup-\(kind.rawValue)-\(Secret.digits(8)).sqlite"), now = hub.now()
        sweep()
        defer { try? FileManager.default.removeItem(at: scratch) }
        do { try await copy(scratch.path) } catch let problem as StorageProblem { throw BackupProblem(problem) }
        let epoch = try await hub.keyring.counts().epoch
        return try await BlockingWork.run {
            let set = try BackupSet.make(of: scratch, kind, in: shelf.folder, to: run.recipient, signedBy: run.key, order: run.order, epoch: epoch, at: now)
            return (set, try shelf.prune(signedBy: run.key.verifying, at: now))
        }
    }

    /// What a process that was ended in the middle has left: copies of more than a day ago.
    private func sweep() {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: hub.scratch.path)) ?? [] where name.hasPrefix(".backup-") {
            let path = hub.scratch.appending(path: name).path
            let changedAt = (try? files.attributesOfItem(atPath: path))?[.modificationDate] as? Date
            if let changedAt, Date().timeIntervalSince(changedAt) > 86_400 { try? files.removeItem(atPath: path) }
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
