import ArgumentParser
import Assembly
import Foundation
import House
import Localization
import Logging
import PostgresEngine
import SQLiteEngine
import Storage
import Vault

/// Where a hub keeps what it knows: `hub.sqlite` (unless PostgreSQL holds it), `keys.sqlite`, and `resources` of its own.
/// The root key lies elsewhere, so that a copy of the folder opens nothing.
struct DataFolder: ParsableArguments {
    @Option(help: "The folder that holds the hub's data.") var data = "data"
    @Option(help: "The file of the root key, outside the data folder. By default it lies beside the folder.") var key: String?
    @Option(name: .customLong("passphrase-fd"), help: "A file descriptor from which to read the passphrase of the root key, where it has one; else it is asked for.") var passphraseFD: Int32?
    @Option(help: "PostgreSQL to use in place of the embedded database, such as \"host=localhost dbname=tessera\".") var postgres: String?

    var folder: URL { URL(filePath: data, directoryHint: .isDirectory).standardizedFileURL }
    var keyFile: String { key ?? String(folder.path.reversed().drop { $0 == "/" }.reversed()) + ".key" }
    /// Who was erased, kept apart from the data: a restore asks it.
    var erasedFile: String { keyFile + ".erased" }
    var hubFile: String { folder.appending(path: "hub.sqlite").path }
    var keysFile: String { folder.appending(path: "keys.sqlite").path }
    /// The files of records, and beside each what was written and is not in it yet.
    var files: [String] { [hubFile, keysFile].flatMap { [$0, $0 + "-wal"] } }

    /// By what two hubs under one root key would differ; one data folder holds one.
    static let hubID = "tessera"

    /// Opens the hub, making folder, key and schema where they are missing.
    func open(logger: Logger) async throws -> OpenHub {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let lock = try FolderLock(folder)
        let first = try rootKey()
        let isAsLeft = lock.takeState() == FolderState(of: files)
        let database: any Database = if let postgres { PostgresDatabase(postgres) } else { try await sound(hubFile, isAsLeft) }
        let keys = try await sound(keysFile, isAsLeft)
        try await Migrator(Keyring.migrations).run(on: keys)
        let root = try await settled(first, keys)
        let resources = Resources(overrides: folder.appending(path: "resources"))
        let features = try [Feature].all(resources) + [.soundness(of: [database, keys])]
        try await Migrator(Feature.kernelMigrations + features.flatMap(\.migrations)).run(on: database)
        let keyring = try await Keyring.open(root: root.key, hub: Self.hubID, keys: keys)
        try await keyring.adopt(root.key)
        let settings = try await database.read { try SettingsStore(db: $0).load() }
        let box = SettingsBox(settings)
        let hub = Hub(
            database: database, keyring: keyring, passwords: Passwords(), settings: box, resources: resources,
            catalogs: try Catalogs(resources), logger: logger, features: features, erased: ErasureList(file: erasedFile), now: box.clock(), scratch: folder)
        return OpenHub(hub: hub, features: features, keys: keys, rootKey: root, place: self, lock: lock)
    }

    /// Opens a file that fits together. What is damaged is not written on: the less was, the more the last backup is worth.
    private func sound(_ file: String, _ isAsLeft: Bool) async throws -> SQLiteDatabase {
        do {
            let database = try SQLiteDatabase(path: file)
            if isAsLeft { return database }
            guard try await database.faults(.pages).isEmpty else { throw StorageProblem.damaged }
            return database
        } catch StorageProblem.damaged {
            throw CommandProblem("The records in \(file) are damaged, so the hub was not opened. Move \(folder.path) away and restore the last backup.")
        }
    }

    /// For commands that look at a hub: a mistyped folder must not become a new one.
    func requireHub() throws {
        guard FileManager.default.fileExists(atPath: keysFile) else { throw CommandProblem("There is no hub in \(folder.path). Name its folder with --data.") }
    }

    /// Where a new root key was on its way in when the program ended: it comes in where the keys lie under it already, and is forgotten where not.
    private func settled(_ root: RootKeyAtHand, _ keys: any Database) async throws -> RootKeyAtHand {
        let file = RootKeyFile(keyFile)
        guard let content = try file.next() else { return root }
        let next = try opened(content, root.passphrase)
        guard try await Keyring.isOpened(by: next.key, hub: Self.hubID, keys: keys) else {
            file.forgetNext()
            return root
        }
        try file.promote()
        Console.warn("A new root key was on its way in, and is in force now. Print it: tessera keys print")
        return next
    }

    /// Opens a hub that is there, and closes it whatever comes of the work.
    func withHub<R>(_ work: (OpenHub) async throws -> R) async throws -> R {
        let open = try await open(logger: Logger(label: "tessera"))
        do {
            let result = try await work(open)
            try await open.close()
            return result
        } catch {
            try? await open.close()
            throw error
        }
    }

    /// The root key; made, and shown once to be printed, where the folder is new.
    private func rootKey() throws -> RootKeyAtHand {
        if FileManager.default.fileExists(atPath: keyFile) { return try existingRoot() }
        // Making another key for data that is there would lock it away under a key that was never its own.
        guard !FileManager.default.fileExists(atPath: keysFile) else {
            throw CommandProblem("The key file \(keyFile) is missing. Put it back, or name it with --key.")
        }
        let key = try RootKey.create(at: keyFile)
        print("""
            A new root key was made in \(keyFile).
            Print this line and keep it in a safe place. Without it nobody can read this hub's data again:

                \(key.printable)

            """)
        return RootKeyAtHand(key: key, passphrase: nil)
    }
}

/// A hub and what must be closed with it.
struct OpenHub: Sendable {
    let hub: Hub
    let features: [Feature]
    let keys: any Database
    let rootKey: RootKeyAtHand
    let place: DataFolder
    let lock: FolderLock

    /// Lets go of the files; those that were found damaged meanwhile are looked through at the next start.
    func close() async throws {
        try await hub.archive.database.close()
        try await keys.close()
        if hub.soundness.problem == nil { lock.leave(FolderState(of: place.files)) }
    }
}

/// What an operator is told when a command can't go on.
struct CommandProblem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
