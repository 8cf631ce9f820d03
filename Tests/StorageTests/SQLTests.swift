import Storage
import Testing
import TestSupport

@Suite struct `SQL text` {
    @Test func `holds a place for what is interpolated`() throws {
        let name = "Olena"
        #expect(try sent("SELECT \(name), \(7)") == Sent("SELECT $1, $2", [.text("Olena"), .integer(7)]))
    }

    // ASVS 1.2.4
    @Test func `never holds a string value`() throws {
        let hostile = "'; DROP TABLE things; --"
        #expect(try sent("SELECT \(hostile)").text == "SELECT $1")
    }

    @Test(arguments: [(true, "SELECT 1 WHERE owner = $1"), (false, "SELECT 1")])
    func `takes a literal inside an interpolation for SQL`(mine: Bool, text: String) throws {
        #expect(try sent("SELECT 1\(mine ? " WHERE owner = \(3)" : "")").text == text)
    }

    @Test func `binds an optional as its value or NULL`() throws {
        let name: String? = "Olena", nobody: String? = nil
        #expect(try sent("\(name)\(nobody)").values == [.text("Olena"), .null])
    }

    @Test func `splices pieces in order`() throws {
        let scope: SQL = "a = \(1)"
        #expect(try sent("\(scope) AND b = \(2)") == Sent("a = $1 AND b = $2", [.integer(1), .integer(2)]))
    }

    @Test func `splices nothing for no piece`() throws {
        #expect(try sent("SELECT 1\(SQL?.none)").text == "SELECT 1")
    }

    @Test func `joins pieces`() throws {
        let pieces: [SQL] = ["a = \(1)", "b = \(2)"]
        #expect(try sent(pieces.joined(separator: " OR ")) == Sent("a = $1 OR b = $2", [.integer(1), .integer(2)]))
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (9, 16)])
    func `widens a list to a power of two`(count: Int, width: Int) throws {
        #expect(try sent("\(in: Array(0..<count))").values.count == width)
    }

    @Test(arguments: Engine.tested, [0, 1, 2, 3, 5])
    func `finds what is in a list and nothing else`(engine: Engine, count: Int) async throws {
        try await withThings(on: engine) { database in
            try await database.write { db in
                for id in 0..<6 { try db.execute("INSERT INTO things (id) VALUES (\(id))") }
            }
            let found = try await database.read { try $0.count("SELECT count(*) FROM things WHERE id IN \(in: Array(0..<count))") }
            #expect(found == count)
        }
    }

    // ASVS 16.2.5
    @Test func `is described without its values`() {
        let secret = "secret"
        #expect("\("SELECT \(secret)" as SQL)" == "SELECT ?")
    }

    @Test func `doubles quotes in the name of a column`() throws {
        #expect(try sent(SQL(identifier: #"a"b"#)).text == #""a""b""#)
    }

    private struct Sent: Equatable {
        let text: String, values: [SQLValue]
        init(_ text: String, _ values: [SQLValue]) { (self.text, self.values) = (text, values) }
    }

    private func sent(_ sql: SQL) throws -> Sent {
        let (text, values) = try sql.statement(.number)
        return Sent(text, values)
    }
}
