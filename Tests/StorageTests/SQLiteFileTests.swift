import Foundation
import SQLiteEngine
import Storage
import Testing
import TestSupport

@Suite struct `A hub's file` {
    @Test(arguments: [
        ("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("trusted_schema", "0"),
        ("cell_size_check", "1"), ("secure_delete", "1"),
    ])
    func `is written with care`(setting: String, expected: String) async throws {
        try await withFile { database, _ in
            let values = try await database.write { db in
                try db.rows("SELECT CAST(\(SQL(identifier: setting)) AS TEXT) AS value FROM \(SQL(identifier: "pragma_\(setting)"))")
                    .map { try $0["value", as: String.self] }
            }
            #expect(values == [expected])
        }
    }

    // ASVS 13.3.2
    @Test func `is readable by its owner only`() async throws {
        try await withFile { _, path in
            let found = try ["", "-wal", "-shm"].map { try rights(of: path + $0) }
            #expect(found == [0o600, 0o600, 0o600])
        }
    }

    @Test(arguments: [CheckDepth.pages, .everywhere])
    func `is found sound`(_ depth: CheckDepth) async throws {
        try await withFile { database, _ in
            try await Migrator([things]).run(on: database)
            let findings = try await database.faults(depth)
            #expect(findings.isEmpty)
        }
    }

    @Test(arguments: [CheckDepth.pages, .everywhere])
    func `is found damaged`(_ depth: CheckDepth) async throws {
        try await withFile { database, path in
            try await Migrator([things]).run(on: database)
            try await database.write { db in
                for id in 0..<500 { try db.execute("INSERT INTO things (id, label) VALUES (\(id), \("label \(id)" as String))") }
            }
            try await database.close()
            try spoil(path)
            let damaged = try SQLiteDatabase(path: path)
            let findings = (try? await damaged.faults(depth)) ?? ["unreadable"]
            try await damaged.close()
            #expect(!findings.isEmpty)
        }
    }

    @Test func `is copied whole while it is in use`() async throws {
        try await withFile { database, path in
            try await Migrator([things]).run(on: database)
            try await database.write { try $0.execute("INSERT INTO things (id) VALUES (1)") }
            for _ in 0..<2 { try await database.backup(to: path + ".backup") }
            let copy = try SQLiteDatabase(path: path + ".backup")
            let found = try await copy.read { try $0.count("SELECT count(*) FROM things") }
            try await copy.close()
            #expect(found == 1)
        }
    }

    @Test func `leaves a copy readable by its owner only and no part of one`() async throws {
        try await withFile { database, path in
            try await database.backup(to: path + ".backup")
            #expect(try rights(of: path + ".backup") == 0o600)
            #expect(!FileManager.default.fileExists(atPath: path + ".backup.partial"))
        }
    }

    @Test func `holds everything by itself after it was closed`() async throws {
        try await withFile { database, path in
            try await Migrator([things]).run(on: database)
            _ = try await database.read { try $0.count("SELECT count(*) FROM things") }
            try await database.close()
            let beside = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
            #expect(beside == 0)
        }
    }

    // ASVS 1.4.3
    @Test func `can be closed twice`() async throws {
        try await withFile { database, _ in
            try await database.close()
            await #expect(throws: (any Error).self) { try await database.read { try $0.count("SELECT 1") } }
        }
    }

    @Test func `cannot be opened where there is no folder`() {
        #expect(throws: StorageProblem.self) { try SQLiteDatabase(path: "/nowhere/hub.sqlite") }
    }

    private func rights(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// Writes over the second half of the file's pages.
    private func spoil(_ path: String) throws {
        var content = try Data(contentsOf: URL(filePath: path))
        let half = content.count / 2
        content.replaceSubrange(half..., with: Data(repeating: 0x5A, count: content.count - half))
        try content.write(to: URL(filePath: path))
    }
}
