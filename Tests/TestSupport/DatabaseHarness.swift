import Foundation
import PostgresEngine
import SQLiteEngine
import Storage

/// Runs `work` on an empty database of its own with `migrations` applied, and takes it away after.
///
/// SQLite is in memory; PostgreSQL is a schema of its own on the server the environment names.
@discardableResult
public func withDatabase<R>(
    on engine: Engine, migrations: [Migration] = [], _ work: (any Database) async throws -> R
) async throws -> R {
    switch engine {
    case .sqlite:
        try await Gate.forMemory.pass {
            try await using(try SQLiteDatabase.inMemory()) { database in
                try await Migrator(migrations).run(on: database)
                return try await work(database)
            }
        }
    case .postgres:
        try await withSchema { database in
            try await Migrator(migrations).run(on: database)
            return try await work(database)
        }
    }
}

/// Runs `work` on a database in a file of a folder of its own, as a hub uses it.
@discardableResult
public func withFile<R>(_ work: (SQLiteDatabase, _ path: String) async throws -> R) async throws -> R {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "hub.sqlite").path
    return try await Gate.forMemory.pass { try await using(try SQLiteDatabase(path: path)) { try await work($0, path) } }
}

private func withSchema<R>(_ work: (any Database) async throws -> R) async throws -> R {
    let name = "test_\(UUID().uuidString.lowercased())", schema = SQL(identifier: name)
    return try await Gate.forServer.pass {
        try await using(PostgresDatabase(Engine.server ?? "", schema: name)) { database in
            try await database.write { try $0.execute("CREATE SCHEMA \(schema)") }
            return try await using(database, then: { database in
                _ = try await database.write { try $0.execute("DROP SCHEMA \(schema) CASCADE") }
            }, work)
        }
    }
}

/// Runs `work` and then `end`, whatever came of the work.
private func using<Resource: Database, R>(
    _ resource: Resource, then end: (Resource) async throws -> Void = { try await $0.close() },
    _ work: (Resource) async throws -> R
) async throws -> R {
    let result: R
    do {
        result = try await work(resource)
    } catch {
        try? await end(resource)
        throw error
    }
    try await end(resource)
    return result
}
