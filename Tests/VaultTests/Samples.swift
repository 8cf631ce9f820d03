import Foundation
import Identity
import SQLiteEngine
import Storage
@testable import Vault

enum NoteText: SealedColumn { static let table = "notes", column = "text" }
enum NoteTitle: SealedColumn { static let table = "notes", column = "title" }
enum PlanText: SealedColumn { static let table = "plans", column = "text" }

extension PersonID {
    static let amina = PersonID(high: 0, low: 1)
    static let yusuf = PersonID(high: 0, low: 2)
}

let noon = Date(timeIntervalSince1970: 1_795_176_000)

/// A database of wrapped keys with nobody in it.
func emptyKeys() async throws -> SQLiteDatabase {
    let database = try SQLiteDatabase.inMemory()
    try await Migrator(Keyring.migrations).run(on: database)
    return database
}

/// A keyring with keys for Amina and Yusuf.
func filledKeyring(
    root: RootKey = RootKey(), hub: String = "port-selby", keys: SQLiteDatabase? = nil
) async throws -> Keyring {
    let database: SQLiteDatabase
    if let keys { database = keys } else { database = try await emptyKeys() }
    let keyring = try await Keyring.open(root: root, hub: hub, keys: database)
    try await keyring.prepare([.amina, .yusuf], at: noon)
    return keyring
}

/// Runs `body` with the path of a folder that is gone afterwards.
func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
}
