import Foundation

/// The backups of one kind in a folder.
public struct BackupShelf: Sendable {
    public let folder: URL
    public let kind: BackupManifest.Kind

    public init(_ folder: URL, _ kind: BackupManifest.Kind) { (self.folder, self.kind) = (folder, kind) }

    /// Names of the backups, the newest first; a name begins with its time.
    ///
    /// Throws `folder` where there is none.
    public func names() throws(BackupProblem) -> [String] {
        guard let all = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { throw .folder }
        return all.filter { !$0.hasPrefix(".") && $0.contains("-\(kind.rawValue)-") }.sorted(by: >)
    }

    public func set(_ name: String) throws(BackupProblem) -> BackupSet { try BackupSet(folder.appending(path: name, directoryHint: .isDirectory)) }

    /// Throws `missing` where there is none, `damaged` or `forged`.
    public func newest() throws(BackupProblem) -> BackupSet {
        guard let name = try names().first else { throw .missing }
        return try set(name)
    }

    /// Takes away what is older than it need be, and what a backup that was ended in the middle has left more than a day ago: a younger
    /// one may be on its way.
    ///
    /// - Parameter days: how long keys are kept; of data all of two days are kept, then one of each day for 35 days. The newest stays.
    func prune(days: Int, at now: Date) throws(BackupProblem) {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder.path)) ?? [] where name.hasPrefix(".") && name.hasSuffix(".partial") {
            let isLeft = Self.time(of: String(name.dropFirst())).map { now.timeIntervalSince($0) > 86_400 } ?? false
            if isLeft { try? files.removeItem(at: folder.appending(path: name)) }
        }
        let keeping = BackupKeeping(kind: kind, days: days)
        for name in keeping.outlived(try names().map { ($0, Self.time(of: $0)) }, at: now) {
            // The manifest first: without it the rest is no backup any more, if it ends here.
            try? files.removeItem(at: folder.appending(path: name).appending(path: BackupManifest.fileName))
            try? files.removeItem(at: folder.appending(path: name))
        }
    }

    /// When a backup was made, by its name: `2026-11-28T130000Z-data-123456`.
    static func time(of name: String) -> Date? {
        try? Date(String(name.prefix(18)), strategy: .iso8601.timeSeparator(.omitted))
    }
}

/// Which backups have been kept long enough.
struct BackupKeeping: Sendable {
    let kind: BackupManifest.Kind
    /// For how many days keys are kept: how long it takes until an erasure reaches the backups.
    let days: Int
    static let hourly = 2.0 * 86_400, daily = 35.0 * 86_400

    /// - Parameter backups: names and times, the newest first. What has no time in its name is nobody's to take away.
    func outlived(_ backups: [(name: String, at: Date?)], at now: Date) -> [String] {
        var seen: Set<Int> = []
        return backups.dropFirst().compactMap { name, at in
            guard let at else { return nil }
            let age = now.timeIntervalSince(at)
            guard kind == .data else { return age > Double(days) * 86_400 ? name : nil }
            if age <= Self.hourly { return nil }
            let day = Int((at.timeIntervalSince1970 / 86_400).rounded(.down))
            return age > Self.daily || !seen.insert(day).inserted ? name : nil
        }
    }
}
