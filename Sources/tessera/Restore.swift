import ArgumentParser
import Audit
import Foundation
import House
import Localization
import PostgresEngine
import Safekeeping
import SQLiteEngine
import Storage
import Vault

/// Puts a backup in place of a missing hub, after checking every byte of it.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put a backup in place, into a folder that holds no hub yet.")
    @Argument(help: "The folder with the backups: one that has the folders data and keys, or that of the data.") var source: String
    @Option(help: "The folder with the backups of the keys, where it is another.") var keys: String?
    @Option(help: "The backup of the data to take, by the name of its folder; by default the newest.") var only: String?
    @Option(help: "The backup of the keys to take, by the name of its folder; by default the newest.") var onlyKeys: String?
    @Option(help: "A file with the printed key of the backups, readable by its owner only. Without it the key is asked for.") var backupKey: String?
    @Flag(help: "Put nothing in place: check the backup, and with --backup-key open it on a scratch copy and look through that.") var verify = false
    @OptionGroup var place: DataFolder

    func run() async throws {
        let sets = try chosen()
        for set in sets.all { try set.check() }
        sets.remarks.forEach { print($0) }
        if verify {
            guard let backupKey else { return print("The backups are whole, and signed by one hub. With --backup-key they are opened, too.") }
            try await verify(sets, with: try SealingKeyFile(path: backupKey).read())
        } else {
            try await restore(sets)
        }
    }

    private func chosen() throws -> BackupPair {
        let folder = URL(filePath: source, directoryHint: .isDirectory).standardizedFileURL, isBoth = FileManager.default.fileExists(atPath: folder.appending(path: "keys").path)
        let keysFolder = keys.map { URL(filePath: $0, directoryHint: .isDirectory).standardizedFileURL } ?? (isBoth ? folder.appending(path: "keys") : folder)
        return try BackupPair(
            data: BackupShelf(isBoth ? folder.appending(path: "data") : folder, .data), keys: BackupShelf(keysFolder, .keys), only: only, onlyKeys: onlyKeys, at: Date())
    }

    private func restore(_ sets: BackupPair) async throws {
        // Of two files that are put in place one after the other, the last says that all of it was.
        guard !FileManager.default.fileExists(atPath: place.postgres == nil ? place.hubFile : place.keysFile) else {
            throw CommandProblem("\(place.folder.path) holds a hub already. Restore into another folder with --data.")
        }
        guard FileManager.default.fileExists(atPath: place.keyFile) else {
            throw CommandProblem("The root key of this hub must be in \(place.keyFile) first, or name it with --key.")
        }
        try FileManager.default.createDirectory(at: place.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try ErasureList(file: place.erasedFile).requireWhole()
        let key = try backupKey.map { try SealingKeyFile(path: $0).read() } ?? Self.askedKey()
        do { try await put(sets, in: place, with: key) } catch BackupProblem.full {
            throw CommandProblem("There is no room for the hub in \(place.folder.path). Make room, or restore into another folder with --data.")
        }
        if try ErasureList(file: place.erasedFile).isEmpty() {
            print("There is no list of erasures and stopped links in \(place.erasedFile). If anybody was erased, or had their links stopped, since this backup, put it there and run: tessera erase-again")
        }
        let (erased, unopened) = try await place.withHub { open in
            let erased = try await Self.goOn(open.hub)
            return (erased, try await Rotation(hub: open.hub).status().unreadable)
        }
        print("The hub was restored to \(place.folder.path) and opens with its key. Erased since the backup, and now again: \(erased).")
        guard unopened == 0 else { throw CommandProblem(Finding.unopened(unopened).text + " To try that, move the folder away first.") }
    }

    /// What has happened since the backup must not be undone by it: erasures, and what each area sees to, such as ended sessions.
    ///
    /// - Returns: how many of those erased could still be read.
    private static func goOn(_ hub: Hub) async throws -> Int {
        try await hub.stopLinksAgain()
        let erased = try await hub.reapplyErasures()
        for feature in hub.features { try await feature.afterRestore?(hub) }
        return erased
    }

    private func verify(_ sets: BackupPair, with key: SealingKey) async throws {
        guard place.postgres == nil else { throw CommandProblem("Restore it into an empty database to look through it; without --postgres and --backup-key every byte is checked.") }
        let scratch = FileManager.default.temporaryDirectory.appending(path: "tessera-verify-\(UUID())", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: scratch) }
        guard FileManager.default.fileExists(atPath: place.keyFile) else {
            for set in sets.all { try set.open(with: key, to: scratch.appending(path: set.manifest.kind.rawValue)) }
            return print("The backups are whole and open with their key. Without the root key in \(place.keyFile) nothing more can be looked at.")
        }
        var copy = place
        (copy.data, copy.key) = (scratch.path, place.keyFile)
        try await put(sets, in: copy, with: key)
        try await copy.withHub { open in
            let findings = try await DatabaseCheck(database: open.hub.archive.database).findings(), report = try await AuditLog(hub: open.hub).report()
            if let bad = findings.first(where: { !$0.isGood }) { throw CommandProblem(bad.text) }
            if let fault = report.fault { throw CommandProblem(fault.sentence(open.hub.catalogs.speech(in: .english))) }
            let unopened = Finding.unopened(try await Rotation(hub: open.hub).status().unreadable)
            guard unopened.isGood else { throw CommandProblem(unopened.text) }
            print("The backup opens on a scratch copy. Its database is sound, its log of changes is whole: \(report.entries) entries, and every sealed value has its key.")
        }
    }

    /// Opens the files beside their places, and gives them their names once the keys have shown that this hub made them.
    private func put(_ sets: BackupPair, in place: DataFolder, with key: SealingKey) async throws {
        let files = FileManager.default, suffix = ".restoring"
        for file in [place.hubFile, place.keysFile] { try? files.removeItem(atPath: file + suffix) }
        try sets.keys.open(with: key, to: URL(filePath: place.keysFile + suffix))
        try await requireSigner(sets.keys, place, URL(filePath: place.keysFile + suffix))
        try sets.data.open(with: key, to: URL(filePath: place.hubFile + suffix))
        try requireEngine(place, place.hubFile + suffix)
        if let postgres = place.postgres {
            try await Self.bring(place.hubFile + suffix, to: postgres)
            try? files.removeItem(atPath: place.hubFile + suffix)
            return try files.moveOrReplace(place.keysFile + suffix, to: place.keysFile)
        }
        try files.moveOrReplace(place.keysFile + suffix, to: place.keysFile)
        try files.moveOrReplace(place.hubFile + suffix, to: place.hubFile)
    }

    /// A copy is in the format of its engine, which its first bytes tell.
    private func requireEngine(_ place: DataFolder, _ file: String) throws {
        let head = try FileHandle(forReadingFrom: URL(filePath: file)).read(upToCount: 5) ?? Data(), isPostgres = head == Data("PGDMP".utf8)
        guard isPostgres == (place.postgres != nil) else {
            throw CommandProblem(isPostgres ? "This is the backup of a hub on PostgreSQL. Name an empty database with --postgres." : "This is the backup of a hub without PostgreSQL. Leave --postgres out.")
        }
    }

    private static func bring(_ file: String, to connection: String) async throws {
        let database = PostgresDatabase(connection)
        let result: Result<Void, any Error>
        do { result = .success(try await database.restore(from: file)) } catch { result = .failure(error) }
        try await database.close()
        try result.get()
    }

    /// Anybody can seal to a public key and sign with a key of their own; who holds the root key has the hub's.
    private func requireSigner(_ set: BackupSet, _ place: DataFolder, _ file: URL) async throws {
        let database = try SQLiteDatabase(path: file.path), root = try place.existingRoot().key
        try await Migrator(Keyring.migrations).run(on: database)
        let keyring = try await Keyring.open(root: root, hub: DataFolder.hubID, keys: database)
        let isOwn = try await keyring.isOwn(set)
        try await database.close()
        for rest in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + rest) }
        guard isOwn else { throw BackupProblem.forged }
    }

    private static func askedKey() throws -> SealingKey {
        guard let typed = Console.askSecret("The printed key of the backups: ") else { throw CommandProblem("No key was given. Name a file that holds it with --backup-key.") }
        return try SealingKey(printable: typed)
    }
}

extension FileManager {
    fileprivate func moveOrReplace(_ file: String, to target: String) throws {
        guard rename(file, target) == 0 else { throw CommandProblem("\(target) can't be written.") }
    }
}
