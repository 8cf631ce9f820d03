import Foundation
import Identity
import SQLiteEngine
import Storage
import Testing
import TestSupport
@testable import Trust
@testable import Vault

private enum DiaryText: PersonalField { static let entry = FieldEntry.of("diaries", "text").sealed(.row("id", of: "owner_id", in: "owners", by: "owner")) }
private enum OwnerName: PersonalField { static let entry = FieldEntry.of("owners", "name").sealed(.row("id", of: "owner_id")) }

extension FieldEntry {
    fileprivate static func of(_ table: String, _ column: String) -> FieldEntry {
        FieldEntry(table: table, column: column, kind: .notes, purposes: [.casework], basis: .publicTask,
                   retention: RetentionPeriod(days: 1, after: .workEnded), sensitivity: .ordinary, owner: .caseWorker)
    }
}

@Suite struct ResealerTests {
    private static let tables = Migration(id: "test-001", sql: [
        "CREATE TABLE owners (id TEXT NOT NULL PRIMARY KEY, owner_id TEXT NOT NULL, name BYTEA, color TEXT)",
        "CREATE TABLE diaries (id TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL REFERENCES owners (id), text BYTEA)",
    ])
    private let people = (1...30).map { PersonID(high: 7, low: UInt64($0)) }

    private func withDiaries(on engine: Engine, _ work: (any Database, Keyring, Resealer) async throws -> Void) async throws {
        let keys = try SQLiteDatabase.inMemory()
        try await Migrator(Keyring.migrations).run(on: keys)
        let keyring = try await Keyring.open(root: RootKey(), hub: "test", keys: keys), people = people
        try await keyring.prepare(people, at: .testNoon)
        try await withDatabase(on: engine, migrations: [Self.tables]) { database in
            try await database.write { db in
                for (number, person) in people.enumerated() {
                    let owner = "o" + String(number), name = try keyring.seal("Name \(number)", as: OwnerName.self, row: owner, of: person)
                    try db.execute("INSERT INTO owners (id, owner_id, name, color) VALUES (\(owner), \(person), \(name), 'red')")
                    for page in 1...5 {
                        let row = "d\(number)-\(page)", text = try keyring.seal("Page \(page)", as: DiaryText.self, row: row, of: person)
                        try db.execute("INSERT INTO diaries (id, owner, text) VALUES (\(row), \(owner), \(text))")
                    }
                }
                try db.execute("INSERT INTO diaries (id, owner, text) VALUES ('empty', 'o0', NULL)")
            }
            try await work(database, keyring, Resealer(database: database, keyring: keyring, entries: [DiaryText.entry, .of("owners", "color"), OwnerName.entry]))
        }
    }

    private func texts(_ database: any Database, _ keyring: Keyring) async throws -> Set<String> {
        try await database.read { db in
            try Set(db.rows("SELECT d.id AS id, o.owner_id AS person, d.text AS text FROM diaries d JOIN owners o ON o.id = d.owner WHERE d.text IS NOT NULL").map { row in
                let id: String = try row.get("id")
                return "\(id) \(try keyring.open(row.get("text") as Sealed<DiaryText>, row: id, of: row.get("person")))"
            })
        }
    }

    @Test(arguments: Engine.tested)
    func `everything is moved to the newest key and says what it said`(_ engine: Engine) async throws {
        try await withDiaries(on: engine) { database, keyring, resealer in
            let before = try await texts(database, keyring)
            #expect(try await resealer.run() == 0)
            try await keyring.renewPeople(at: .testNoon)
            #expect(try await resealer.counts() == [SealedCount("diaries", "text", all: 150, left: 150), SealedCount("owners", "name", all: 30, left: 30)])
            #expect(try await resealer.run(pause: 0) == 180)
            #expect(try await resealer.counts() == [SealedCount("diaries", "text", all: 150), SealedCount("owners", "name", all: 30)])
            #expect(try await texts(database, keyring) == before && before.count == 150)
        }
    }

    @Test(arguments: Engine.tested)
    func `ended in the middle, it goes on with what is left`(_ engine: Engine) async throws {
        try await withDiaries(on: engine) { database, keyring, resealer in
            let before = try await texts(database, keyring)
            try await keyring.renewPeople(at: .testNoon)
            func count() async throws -> Int { try await resealer.counts().reduce(0) { $0 + $1.left } }
            let part = Task { try await resealer.run(pause: 3600) }
            while try await count() == 180 { try await Task.sleep(for: .milliseconds(5)) }
            part.cancel()
            _ = await part.result
            let left = try await count()
            #expect(left == 130)
            #expect(try await resealer.run(pause: 0) == left)
            #expect(try await texts(database, keyring) == before)
        }
    }

    @Test(arguments: Engine.tested)
    func `what is written meanwhile is not lost, and what was sealed with the old key after the pass is found by the next`(_ engine: Engine) async throws {
        try await withDiaries(on: engine) { database, keyring, resealer in
            let late = try keyring.seal("Late", as: DiaryText.self, row: "d0-1", of: people[0])
            try await keyring.renewPeople(at: .testNoon)
            try await resealer.run(pause: 0)
            try await database.write { try $0.execute("UPDATE diaries SET text = \(late) WHERE id = 'd0-1'") }
            #expect(try await resealer.run(pause: 0) == 1)
            #expect(try await texts(database, keyring).contains("d0-1 Late"))
        }
    }

    /// As after a restore with a backup of the keys from before the data.
    @Test(arguments: Engine.tested)
    func `what was sealed for people, or under newer keys, that the keys do not know yet is counted`(_ engine: Engine) async throws {
        let keys = try SQLiteDatabase.inMemory(), root = RootKey()
        try await Migrator(Keyring.migrations).run(on: keys)
        let older = try await Keyring.open(root: root, hub: "test", keys: keys)
        try await older.prepare(Array(people.prefix(20)), at: .testNoon)
        try await withDiaries(on: engine) { database, keyring, _ in
            let resealer = Resealer(database: database, keyring: older, entries: [DiaryText.entry, OwnerName.entry])
            #expect(try await resealer.counts() == [SealedCount("diaries", "text", all: 150, unreadable: 50), SealedCount("owners", "name", all: 30, unreadable: 10)])
            try await keyring.renew(people[0], at: .testNoon)
            let name = try keyring.seal("Newer", as: OwnerName.self, row: "o0", of: people[0])
            try await database.write { try $0.execute("UPDATE owners SET name = \(name) WHERE id = 'o0'") }
            #expect(try await resealer.counts().map(\.unreadable) == [50, 11])
        }
    }

    @Test(arguments: Engine.tested)
    func `what was erased is not counted as left, what is damaged is told`(_ engine: Engine) async throws {
        try await withDiaries(on: engine) { database, keyring, resealer in
            try await keyring.renewPeople(at: .testNoon)
            try await resealer.run(pause: 0)
            try await keyring.destroy(people[3])
            try await database.write { try $0.execute("UPDATE owners SET name = \([9, 9, 9] as [UInt8]) WHERE id = 'o1'") }
            let counts = try await resealer.counts()
            #expect(counts == [SealedCount("diaries", "text", all: 150, erased: 5), SealedCount("owners", "name", all: 30, erased: 1, unreadable: 1)])
            #expect(try await resealer.run(pause: 0) == 0)
        }
    }
}

extension SealedCount {
    fileprivate init(_ table: String, _ column: String, all: Int, left: Int = 0, erased: Int = 0, unreadable: Int = 0) {
        self.init(table: table, column: column)
        (self.all, self.left, self.erased, self.unreadable) = (all, left, erased, unreadable)
    }
}
