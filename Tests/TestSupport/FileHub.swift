import Assembly
import Foundation
import House
import Identity
import Localization
import Logging
import SQLiteEngine
import Storage
import Vault

/// A hub in files, as an operator keeps it: it can be copied, and a copy opened in its place.
public struct FileHub: Sendable {
    public let hub: Hub
    public let keys: SQLiteDatabase
    private let root: RootKey

    /// - Parameters:
    ///   - folder: where its databases are, or will be.
    ///   - erased: the file that remembers who was erased, outside the folder.
    public init(in folder: URL, root: RootKey, erased: URL, clock: TestClock) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(path: folder.appending(path: "hub.sqlite").path), resources = Resources()
        keys = try SQLiteDatabase(path: folder.appending(path: "keys.sqlite").path)
        let features = try [Feature].all(resources)
        try await Migrator(Keyring.migrations).run(on: keys)
        try await Migrator(Feature.kernelMigrations + features.flatMap(\.migrations)).run(on: database)
        hub = Hub(
            database: database, keyring: try await Keyring.open(root: root, hub: "tessera", keys: keys), passwords: Passwords(cost: .init(memory: 1 << 20, passes: 1)),
            settings: SettingsBox(Settings(hubName: "Port Selby")), resources: resources, catalogs: try Catalogs(resources),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, features: features, erased: ErasureList(file: erased.path), now: { clock.now })
        self.root = root
    }

    /// Copies it as it stands.
    public func copy(to folder: URL) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try await hub.archive.database.backup(to: folder.appending(path: "hub.sqlite").path)
        try await keys.backup(to: folder.appending(path: "keys.sqlite").path)
    }

    public func close() async throws {
        try await hub.archive.database.close()
        try await keys.close()
    }
}
