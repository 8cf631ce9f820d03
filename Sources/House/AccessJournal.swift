import Storage
import Trust
import Vault

/// Writes down what reads opened; records that come while a commit is on its way share the next one.
///
/// Every read waits until its own record is on disk. Alone it pays for one commit, and of fifty at once each pays for a
/// part of one. A commit has a task of its own: a reader who goes away takes nobody else's record along.
actor AccessJournal {
    private let database: any Database
    private let keyring: Keyring
    private(set) var waiting: [OpenedRead] = []
    /// The commit that has not begun yet, which whoever comes now joins.
    private var next: Task<Void, any Error>?
    private var last: Task<Void, any Error>?

    init(database: any Database, keyring: Keyring) { (self.database, self.keyring) = (database, keyring) }

    /// - Throws: `StorageProblem` where the record could not be saved; then none of those that shared the commit was.
    func record(_ reads: [OpenedRead]) async throws {
        waiting += reads
        try await (next ?? planned()).value
    }

    private func planned() -> Task<Void, any Error> {
        let commit = Task { [last] in
            // What came of the one before is its own readers' concern.
            _ = await last?.result
            try await save()
        }
        (next, last) = (commit, commit)
        return commit
    }

    private func save() async throws {
        let reads = waiting
        (waiting, next) = ([], nil)
        try await database.write { [keyring] db in try AccessRecordStore(db: db, keyring: keyring).record(reads) }
    }
}
