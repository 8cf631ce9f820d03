import Identity
import Storage
import Testing
import TestSupport
import Trust

@Suite struct RegisterTests {
    /// Of columns that hold bytes: a hash is none, nor is the index of the public directory.
    // ASVS 14.1.1
    @Test func `every sealed column is in exactly one register`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let entries = town.features.flatMap(\.personalData)
            #expect(Set(entries.map { "\($0.table).\($0.column)" }).count == entries.count)
            let sealed = try await town.hub.archive.read { db in
                try db.rows("""
                    SELECT m.name AS place, p.name AS field FROM sqlite_master m JOIN pragma_table_info(m.name) p
                    WHERE m.type = 'table' AND p.type = 'BYTEA' AND p.name NOT LIKE '%hash' AND m.name NOT IN ('search_terms')
                    """).map { "\(try $0.get("place") as String).\(try $0.get("field") as String)" }
            }
            let known = Set(entries.map { "\($0.table).\($0.column)" })
            #expect(sealed.allSatisfy(known.contains), "\(Set(sealed).subtracting(known))")
        }
    }

    /// Without its place a value could not be put under a newer key.
    @Test func `every sealed column says which row and which person its values are of, and no other does`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            for entry in town.features.flatMap(\.personalData) {
                let kind: String? = try await town.hub.archive.read { try $0.value("SELECT type FROM pragma_table_info(\(entry.table)) WHERE name = \(entry.column)") }
                #expect((kind == "BYTEA") == (entry.sealing != nil), "\(entry.table).\(entry.column)")
            }
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

    // ASVS 14.1.1 14.2.4 14.1.2
    @Test func `every entry says for how long and for what`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            for entry in town.features.flatMap(\.personalData) {
                #expect(!entry.purposes.isEmpty && entry.retention.days > 0 && !entry.retention.event.rawValue.isEmpty)
            }
        }
    }

    /// What no area tells in someone's own file, and why.
    private static let untold: [String: String] = [
        "round_needs.pairs": "with whom a round could have brought someone together: worked out from what is told, and about others as much",
        "volunteer_drafts.answers": "not sent yet: it is on the page of the offer itself",
        "consent_ledger.decision": "on the page of the file itself, each with a button to take it back",
        "access_records.person": "on the page of the file itself, as sentences",
        "opened_reads.people": "the same, until the log vouches for it",
        "contacts.name": "a public entry of the directory", "contacts.email": "a public entry of the directory", "contacts.title": "a public entry of the directory",
    ]

    @Test func `every field of the register is told in someone's own file, or it is said why not`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let told = Set(town.features.flatMap(\.file).flatMap(\.fields))
            let left = town.features.flatMap(\.personalData).filter { !told.contains($0) && Self.untold["\($0.table).\($0.column)"] == nil }
            #expect(left.isEmpty, "\(left.map { "\($0.table).\($0.column)" })")
        }
    }

    @Test func `every period of an event is as long, and one rule says what happens then`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let rules = town.features.flatMap(\.retention), events = rules.map(\.event)
            #expect(Set(events).count == events.count)
            for entry in town.features.flatMap(\.personalData) {
                let rule = rules.first { $0.event == entry.retention.event }
                #expect(rule?.days == entry.retention.days, "\(entry.table).\(entry.column) goes after \(entry.retention.event.rawValue)")
            }
        }
    }

    @Test func `somebody of the staff answers for every field`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            for entry in town.features.flatMap(\.personalData) {
                #expect(Role.staff.contains(entry.owner), "\(entry.table).\(entry.column)")
            }
        }
    }

    /// Tables of the register whose rows are about nobody who could be erased.
    private static let nobodys: Set<String> = ["contacts", "access_records", "opened_reads"]

    @Test func `every table of the register is reached when someone is erased`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let reached = town.features.compactMap(\.erasure).reduce(into: Set<String>()) { $0.formUnion($1.tables) }
            let left = Set(town.features.flatMap(\.personalData).map(\.table)).subtracting(reached).subtracting(Self.nobodys)
            #expect(left.isEmpty)
        }
    }

    /// A new table that names a person or a user is not forgotten, whether or not it is in the register.
    @Test func `every table that points at a person or at a user is reached, or says why not`() async throws {
        try await withHub(on: .sqlite) { (town) async throws in
            let reached = town.features.compactMap(\.erasure).reduce(into: Set<String>()) { $0.formUnion($1.tables) }
            let pointing = try await town.hub.archive.read { db in
                Set(try db.rows("""
                    SELECT m.name AS place FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.name IN ('person_id', 'user_id')
                    """).map { try $0.get("place") as String })
            }
            // The erasure itself, which forgets whose it was once the key is gone, and that links were stopped, which it drops with the last that is kept.
            #expect(pointing.subtracting(reached) == ["erasures", "personal_links"])
        }
    }
}
