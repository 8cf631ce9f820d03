import Foundation
import Identity
import Storage
import Testing
import TestSupport

@Suite struct `What is bound comes back` {
    static let texts = [
        "", " ", "Olena", "O'Brien; DROP TABLE things; --", "🧑‍🌾🇺🇦", "مرحبا بكم", "ሰላም", "a\u{0301}", "\\x41", "line\nbreak\ttab",
        String(repeating: "é", count: 10_000),
    ]

    @Test(arguments: Engine.tested, texts)
    func `text as it was`(engine: Engine, text: String) async throws {
        #expect(try await kept(text, in: "label", on: engine) == text)
    }

    // ASVS 1.4.2
    @Test(arguments: Engine.tested, [Int64.min, -1, 0, 1, .max])
    func `whole numbers to their extremes`(engine: Engine, number: Int64) async throws {
        #expect(try await kept(number, in: "amount", on: engine) == number)
    }

    @Test(arguments: Engine.tested, [
        -0.0, 0.1, .pi, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, 3,
    ])
    func `fractions to the last bit`(engine: Engine, number: Double) async throws {
        #expect(try await kept(number, in: "weight", on: engine) == number)
    }

    @Test(arguments: Engine.tested)
    func `a number that is none as NULL`(engine: Engine) async throws {
        #expect(try await kept(Optional(Double.nan), in: "weight", on: engine) == nil)
    }

    @Test(arguments: Engine.tested, [true, false])
    func `yes and no`(engine: Engine, answer: Bool) async throws {
        #expect(try await kept(answer, in: "open", on: engine) == answer)
    }

    @Test(arguments: Engine.tested, [[], [0], [0x27, 0x00, 0xFF], Array(0...255)] as [[UInt8]])
    func `bytes of every value`(engine: Engine, bytes: [UInt8]) async throws {
        #expect(try await kept(bytes, in: "photo", on: engine) == bytes)
    }

    @Test(arguments: Engine.tested, ["label", "amount", "weight", "open", "photo"])
    func `NULL in a column of any type`(engine: Engine, column: String) async throws {
        #expect(try await kept(Optional<String>.none, in: column, on: engine) == nil)
    }

    @Test(arguments: Engine.tested)
    func `empty text apart from NULL`(engine: Engine) async throws {
        #expect(try await kept(Optional(""), in: "label", on: engine) == "")
    }

    @Test(arguments: Engine.tested)
    func `an instant to the millisecond`(engine: Engine) async throws {
        let date = Date(timeIntervalSince1970: 1_795_287_840.123)
        #expect(try await kept(date, in: "label", on: engine) == date)
    }

    @Test(arguments: Engine.tested)
    func `a day`(engine: Engine) async throws {
        let day = Day(year: 2028, month: 2, day: 29)
        #expect(try await kept(day, in: "label", on: engine) == day)
    }

    @Test(arguments: Engine.tested)
    func `an id`(engine: Engine) async throws {
        let id = PersonID("019aa8c1-7b2c-7def-8123-456789abcdef")
        #expect(try await kept(id, in: "label", on: engine) == id)
    }

    @Test(arguments: Engine.tested)
    func `an enum by its raw value`(engine: Engine) async throws {
        #expect(try await kept(Color.blue, in: "label", on: engine) == .blue)
    }

    // ASVS 1.3.3
    @Test(arguments: Engine.tested)
    func `text with a NUL character is refused`(engine: Engine) async throws {
        await #expect(throws: StorageProblem.invalidText) { try await kept("a\0b", in: "label", on: engine) }
    }

    /// Stores a value in a column of `things` and reads it back.
    private func kept<T: SQLConvertible>(_ value: T, in column: String, on engine: Engine) async throws -> T {
        try await withThings(on: engine) { database in
            try await database.write { db in
                try db.execute("INSERT INTO things (id, \(SQL(identifier: column))) VALUES (1, \(value))")
            }
            return try await database.read { db in
                let row = try #require(try db.row("SELECT \(SQL(identifier: column)) AS kept FROM things"))
                return try row.get("kept")
            }
        }
    }
}

enum Color: String, SQLConvertible { case red, blue }
