import Foundation
import Vault

/// The backups of one kind in a folder.
public struct BackupShelf: Sendable {
    public let folder: URL
    public let kind: BackupManifest.Kind

    public init(_ folder: URL, _ kind: BackupManifest.Kind) { (self.folder, self.kind) = (folder, kind) }

    /// Names of the backups, the last by its name first; a name begins with its time.
    ///
    /// Throws `folder` where there is none.
    public func names() throws(BackupProblem) -> [String] {
        guard let all = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { throw .folder }
        return all.filter { !$0.hasPrefix(".") && $0.contains("-\(kind.rawValue)-") }.sorted(by: >)
    }

    public func set(_ name: String) throws(BackupProblem) -> BackupSet { try BackupSet(folder.appending(path: name, directoryHint: .isDirectory)) }

    /// All whose manifests are as they were signed, in the order in which they were made, and the names of the others with what is wrong.
    func all() throws(BackupProblem) -> (sets: [BackupSet], others: [(name: String, problem: BackupProblem)]) {
        var sets: [BackupSet] = [], others: [(String, BackupProblem)] = []
        for name in try names() {
            do { sets.append(try set(name)) } catch { others.append((name, error)) }
        }
        return (sets.sorted { $0.place < $1.place }, others)
    }

    /// The one that was made last: by what is signed, not by its name.
    ///
    /// Throws `missing` where there is none. What can't be read and is newer by its name is not passed over in silence: its problem is thrown.
    ///
    /// - Parameter earliest: of the data, to which keys are sought; where some were made with it or after, one of these.
    public func newest(at now: Date, for earliest: BackupManifest? = nil) throws(BackupProblem) -> BackupSet {
        let (sets, others) = try all()
        let fitting = sets.filter { set in earliest.map { !set.manifest.isEarlier(than: $0) } ?? true }
        let candidates = fitting.isEmpty ? sets : fitting
        // Numbers tell what was made last, whatever its time says. Without any, a time that has not come yet tells nothing.
        let timely = candidates.filter { $0.manifest.order != nil || !$0.manifest.isFromTheFuture(at: now) }
        guard let newest = timely.last ?? candidates.last else { throw others.first?.problem ?? .missing }
        if let newer = others.first(where: { $0.name > newest.manifest.id }) { throw newer.problem }
        return newest
    }

    /// The number of the last run that the hub of this key made here; 0 where there is none.
    func lastOrder(signedBy key: VerifyingKey) -> Int {
        (try? all())?.sets.last { $0.signer.text == key.text && $0.manifest.order != nil }?.manifest.order ?? 0
    }

    /// Takes away what is older than it need be, and what a backup that was ended in the middle has left more than a day ago: a younger
    /// one may be on its way.
    ///
    /// - Returns: whether nothing old was taken away because the clock jumped not long ago.
    func prune(signedBy key: VerifyingKey, at now: Date) throws(BackupProblem) -> Bool {
        let (sets, others) = try all()
        let own = sets.filter { $0.signer.text == key.text }
        // What does not say by a signature of ours when it was made is taken at its name.
        let strays = others.map(\.name) + sets.filter { $0.signer.text != key.text }.map(\.manifest.id)
        let keeping = BackupKeeping(kind, own.map { .init(name: $0.manifest.id, at: $0.manifest.madeAt) }, strays: strays.map { .init(name: $0, at: Self.time(of: $0)) })
        let files = FileManager.default, (outlived, isHeld) = keeping.outlived(at: now)
        guard !isHeld else { return true }
        for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] where name.hasPrefix(".") && name.hasSuffix(".partial") {
            let isLeft = Self.time(of: String(name.dropFirst())).map { now.timeIntervalSince($0) > 86_400 } ?? false
            if isLeft { try? files.removeItem(at: folder.appending(path: name)) }
        }
        for name in outlived {
            // The manifest first: without it the rest is no backup any more, if it ends here.
            try? files.removeItem(at: folder.appending(path: name).appending(path: BackupManifest.fileName))
            try? files.removeItem(at: folder.appending(path: name))
        }
        return false
    }

    /// When a backup was made, by its name: `2026-11-28T130000Z-data-123456`.
    static func time(of name: String) -> Date? {
        try? Date(String(name.prefix(18)), strategy: .iso8601.timeSeparator(.omitted))
    }
}

extension BackupSet {
    /// Its place among the others of its shelf.
    fileprivate var place: (Int, Date, String) { (manifest.order ?? 0, manifest.madeAt, manifest.id) }
}
