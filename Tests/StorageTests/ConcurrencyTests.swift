import Foundation
import Storage
import Testing
import TestSupport

@Suite struct `A transaction among others` {
    // ASVS 2.3.4
    @Test(arguments: Engine.tested)
    func `gives three places to exactly three of eight who race for them`(engine: Engine) async throws {
        try await withDatabase(on: engine, migrations: [Self.seats]) { try await race(on: $0) }
    }

    @Test func `gives three places to exactly three of eight in a file`() async throws {
        try await withFile { database, _ in
            try await Migrator([Self.seats]).run(on: database)
            try await race(on: database)
        }
    }

    @Test(arguments: Engine.tested)
    func `sees one moment while others write`(engine: Engine) async throws {
        let counts = try await withThings(on: engine, countsAroundWrite)
        #expect(counts == [0, 0])
    }

    @Test func `sees one moment of a file while others write`() async throws {
        try await withFile { database, _ in
            try await Migrator([things]).run(on: database)
            let counts = try await countsAroundWrite(on: database)
            #expect(counts == [0, 0])
        }
    }

    private static let seats = Migration(id: "seats-1", sql: ["CREATE TABLE seats (holder BIGINT PRIMARY KEY)"])

    /// Eight look whether a place is free and then take it, with time between the two.
    private func race(on database: any Database) async throws {
        let winners = try await withThrowingTaskGroup(of: Bool.self) { group in
            for holder in 0..<8 {
                group.addTask {
                    try await database.write { db in
                        let taken = try db.count("SELECT count(*) FROM seats")
                        Thread.sleep(forTimeInterval: 0.005)
                        guard taken < 3 else { return false }
                        try db.execute("INSERT INTO seats (holder) VALUES (\(holder))")
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        let seated = try await database.read { try $0.count("SELECT count(*) FROM seats") }
        #expect(winners == 3 && seated == 3)
    }

    /// How many rows one read sees before and after somebody else inserts one.
    private func countsAroundWrite(on database: any Database) async throws -> [Int] {
        let (begun, signal) = AsyncStream<Void>.makeStream()
        async let counts = database.read { db in
            let before = try db.count("SELECT count(*) FROM things")
            signal.finish()
            Thread.sleep(forTimeInterval: 0.1)
            return [before, try db.count("SELECT count(*) FROM things")]
        }
        for await _ in begun {}
        try await database.write { try $0.execute("INSERT INTO things (id) VALUES (1)") }
        return try await counts
    }
}
