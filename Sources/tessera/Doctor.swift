import ArgumentParser
import Foundation
import House
import Logging
import Storage

/// Looks at a hub as someone who knows would, and says what to mend.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check that the hub is sound, and say what to mend.")
    @OptionGroup var place: DataFolder

    func run() async throws {
        try place.requireHub()
        let open = try await place.open(logger: Logger(label: "tessera"))
        var findings = try await DatabaseCheck(database: open.hub.archive.database).findings()
        findings += FolderCheck(place: place).findings()
        findings += try await JobCheck(hub: open.hub).findings()
        findings += try await LetterCheck(hub: open.hub).findings()
        findings += try await LogCheck(hub: open.hub).findings()
        findings += try await BackupCheck(hub: open.hub).findings()
        findings += try await ListCheck(hub: open.hub, file: place.erasedFile).findings()
        findings += CatalogCheck(hub: open.hub).findings()
        try await open.close()
        findings.forEach { print("\($0.isGood ? "good" : "MEND"): \($0.text)") }
        if findings.contains(where: { !$0.isGood }) { throw ExitCode(1) }
    }
}

/// One thing the doctor looked at.
struct Finding: Sendable {
    let isGood: Bool, text: String
    init(_ isGood: Bool, _ text: String) { (self.isGood, self.text) = (isGood, text) }
}

struct DatabaseCheck: Sendable {
    let database: any Database

    func findings() async throws -> [Finding] {
        switch database.engine {
        case .sqlite: try await sqlite()
        case .postgres: try await postgres()
        }
    }

    private func sqlite() async throws -> [Finding] {
        let check: String? = try await database.read { try $0.value("PRAGMA quick_check(1)") }
        let synchronous: Int? = try await database.write { try $0.value("PRAGMA synchronous") }
        return [
            Finding(check == "ok", check == "ok" ? "The database file is sound." : "The database file is damaged. Restore the last backup."),
            Finding(synchronous == 2, synchronous == 2 ? "What was saved survives a power cut." : "Saved changes could be lost at a power cut: synchronous is not FULL."),
        ]
    }

    private func postgres() async throws -> [Finding] {
        let collation: String? = try await database.read {
            try $0.value("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        }
        let isPlain = ["C", "C.UTF-8", "C.utf8", "POSIX"].contains(collation ?? "")
        let commit: String? = try await database.read { try $0.value("SHOW synchronous_commit") }
        return [
            Finding(isPlain, isPlain ? "The database sorts as Tessera does."
                : "The database sorts by \(collation ?? "an unknown rule"). Make one with: createdb --locale=C.UTF-8 --template=template0 NAME"),
            Finding(commit != "off", commit != "off" ? "What was saved survives a power cut." : "synchronous_commit is off: saved changes could be lost."),
        ]
    }
}

struct FolderCheck {
    let place: DataFolder

    func findings() -> [Finding] {
        let mode = (try? FileManager.default.attributesOfItem(atPath: place.folder.path))?[.posixPermissions] as? Int ?? 0
        let isClosed = mode & 0o077 == 0
        let isApart = !URL(filePath: place.keyFile).standardizedFileURL.path.hasPrefix(place.folder.path + "/")
        let free = (try? FileManager.default.attributesOfFileSystem(forPath: place.folder.path))?[.systemFreeSize] as? Int ?? 0
        return [
            Finding(isClosed, isClosed ? "Only its owner can read the data folder." : "Others can read the data folder: chmod 700 \(place.folder.path)"),
            Finding(isApart, isApart ? "The root key lies outside the data folder." : "The root key lies in the data folder. Move it elsewhere and name it with --key."),
            Finding(free > 1 << 30, "\(free >> 20) MiB are free on the disk\(free > 1 << 30 ? "." : ": make room, at least 1024 MiB.")"),
        ]
    }
}

struct CatalogCheck {
    let hub: Hub

    func findings() -> [Finding] {
        hub.catalogs.languages.map { language in
            let isReviewed = hub.catalogs[language]?.isReviewed == true
            return Finding(true, "The language \(language.tag) \(isReviewed ? "was" : "was not yet") reviewed by a native speaker.")
        }
    }
}
