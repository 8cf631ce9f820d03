import Storage
import Testing
import TestSupport
import Trust

@Suite struct RegisterTests {
    /// Columns that hold something of a person and are not sealed: each is a keyed hash, a pseudonym or an id.
    @Test func `every sealed column is in exactly one register`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let entries = town.features.flatMap(\.personalData)
            #expect(Set(entries.map { "\($0.table).\($0.column)" }).count == entries.count)
            let sealed = try await town.hub.archive.read { db in
                try db.rows("""
                    SELECT m.name AS place, p.name AS field FROM sqlite_master m JOIN pragma_table_info(m.name) p
                    WHERE m.type = 'table' AND p.type = 'BYTEA' AND p.name NOT LIKE '%hash'
                    """).map { "\(try $0.get("place") as String).\(try $0.get("field") as String)" }
            }
            let known = Set(entries.map { "\($0.table).\($0.column)" })
            #expect(sealed.allSatisfy(known.contains), "\(Set(sealed).subtracting(known))")
        }
    }

    @Test func `every entry names a column that exists`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            for entry in town.features.flatMap(\.personalData) {
                let columns = try await town.hub.archive.read { db in
                    try db.rows("SELECT name FROM pragma_table_info(\(entry.table))").map { try $0.get("name") as String }
                }
                #expect(columns.contains(entry.column), "\(entry.table).\(entry.column)")
            }
        }
    }

    @Test func `every entry says for how long and for what`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            for entry in town.features.flatMap(\.personalData) {
                #expect(!entry.purposes.isEmpty && entry.retention.days > 0 && !entry.retention.event.isEmpty)
            }
        }
    }
}
