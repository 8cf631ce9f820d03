import Foundation

/// The backups of the data and of the keys that are put in place together.
public struct BackupPair: Sendable {
    public let data: BackupSet, keys: BackupSet
    /// What whoever restores should know, in sentences for a console.
    public let remarks: [String]
    public var all: [BackupSet] { [data, keys] }

    /// The newest of both, unless others are named. With older data the newest keys: they open every backup that was made before, but of those who were erased since.
    ///
    /// - Parameters:
    ///   - only, onlyKeys: the folders of others than the newest.
    /// - Throws: `BackupProblem`; `forged` where two hubs have signed them.
    public init(data: BackupShelf, keys: BackupShelf, only: String? = nil, onlyKeys: String? = nil, at now: Date) throws(BackupProblem) {
        self.data = if let only { try data.set(only) } else { try data.newest(at: now) }
        self.keys = if let onlyKeys { try keys.set(onlyKeys) } else { try keys.newest(at: now, for: self.data.manifest) }
        guard self.data.manifest.kind == .data, self.keys.manifest.kind == .keys else { throw .damaged }
        guard self.data.signer.text == self.keys.signer.text else { throw .forged }
        remarks = Self.early(self.data, self.keys) + (try Self.ahead([data, keys], at: now))
    }

    private static func early(_ data: BackupSet, _ keys: BackupSet) -> [String] {
        guard keys.manifest.isEarlier(than: data.manifest) else { return [] }
        return ["The backup of the keys is older than that of the data: people who came in between can't be read. Look for a newer one, and name it with --only-keys."]
    }

    /// What is dated from after this moment was made by a clock that was ahead, or this one is behind.
    private static func ahead(_ shelves: [BackupShelf], at now: Date) throws(BackupProblem) -> [String] {
        var names: [String] = []
        for shelf in shelves { names += try shelf.all().sets.filter { $0.manifest.isFromTheFuture(at: now) }.map(\.manifest.id) }
        guard let first = names.first else { return [] }
        let others = names.count > 1 ? " (and of \(names.count - 1) more)" : ""
        return ["The date of the backup \(first)\(others) is yet to come: the clock was ahead when it was made, or that of this machine is behind. Dates do not decide which backup is the newest, where backups are numbered."]
    }
}
