import Foundation
import Identity
import Merkle
import SQLiteEngine
import Storage
import Trust
import Vault

/// What the log of changes costs, in a file as a hub has it.
enum LogBench {
    static func run(_ asked: Int, in folder: URL) async throws {
        let perTransaction = 1_000, total = max(asked / perTransaction, 1) * perTransaction

        let keys = try SQLiteDatabase(path: folder.appending(path: "keys.sqlite").path)
        try await Migrator(Keyring.migrations).run(on: keys)
        let keyring = try await Keyring.open(root: RootKey(), hub: "tessera", keys: keys)
        let plain = Migration(id: "bench", sql: [
            """
            CREATE TABLE plain (id TEXT NOT NULL PRIMARY KEY, at TEXT NOT NULL, action TEXT NOT NULL, actor TEXT NOT NULL, organization TEXT NOT NULL,
                purpose TEXT NOT NULL, object TEXT NOT NULL, person TEXT, fields TEXT NOT NULL)
            """,
            "CREATE TABLE things (id BIGINT PRIMARY KEY, count BIGINT NOT NULL)", "INSERT INTO things VALUES (1, 0)",
        ])
        let database = try SQLiteDatabase(path: folder.appending(path: "hub.sqlite").path)
        try await Migrator(TrustMigrations.all + [plain]).run(on: database)

        // A town: some staff, and a thousand people whom the entries are about.
        var random = SystemRandomNumberGenerator()
        let people = (0..<1_020).map { _ in PersonID(milliseconds: 1_795_262_400_000, random: &random) }
        try await keyring.prepare(people, at: Date())
        let organization = OrganizationID(milliseconds: 1_795_262_400_000, random: &random)
        let staff = people.prefix(20).map { Actor(user: ID(milliseconds: 0, random: &random), person: $0, organization: organization, roles: [.caseWorker]) }
        let concerned = Array(people.dropFirst(20)), changed = AuditAction(rawValue: "person.changed"), begin = Date()

        @Sendable func append(_ numbers: Range<Int>, _ db: any Connection) throws {
            for number in numbers {
                let access = Access(actor: staff[number % staff.count], purpose: .casework, keyring: keyring, db: db)
                try access.record(changed, on: "row \(number)", of: concerned[number % concerned.count], fields: ["address", "name"],
                                  at: begin.addingTimeInterval(Double(number) / 1000), in: db)
            }
        }

        // As much in a row as an entry has, with nothing named under a key.
        let unkeyed = try await seconds {
            for start in stride(from: 0, to: 100_000, by: perTransaction) {
                try await database.write { db in
                    var random = SystemRandomNumberGenerator()
                    for number in start..<start + perTransaction {
                        let at = begin.addingTimeInterval(Double(number) / 1000), code = "0123456789abcdef0123456789abcdef"
                        try db.execute("""
                            INSERT INTO plain (id, at, action, actor, organization, purpose, object, person, fields)
                            VALUES (\(OrganizationID(milliseconds: 1_795_262_400_000 + Int64(number), random: &random)), \(at), 'person.changed', \(code), \(organization), 'casework', \(code), \(code), 'address,name')
                            """)
                    }
                }
            }
        }
        say("a plain row of the same size", unkeyed, of: 100_000)

        let appended = try await seconds {
            for start in stride(from: 0, to: total, by: perTransaction) {
                try await database.write { try append(start..<start + perTransaction, $0) }
            }
        }
        say("append an entry", appended, of: total, than: unkeyed * Double(total) / 100_000)

        let rounds = 2_000
        var bare = 0.0, recorded = 0.0
        // In turn, so that what else the machine does falls on both.
        for number in 0..<rounds {
            bare += try await seconds { _ = try await database.write { try $0.execute("UPDATE things SET count = count + 1") } }
            recorded += try await seconds {
                try await database.write { db in
                    try db.execute("UPDATE things SET count = count + 1")
                    try append(total + number..<total + number + 1, db)
                }
            }
        }
        say("a change, saved to disk", bare, of: rounds)
        say("a change with its entry, saved to disk", recorded, of: rounds, than: bare)

        let all = total + rounds, numbered = try await seconds { _ = try await AuditSequencer(database: database).run() }
        say("number an entry and add it to the tree", numbered, of: all)

        let key = try await keyring.signingKey(for: "audit", at: Date())
        for number in 1...10 {
            let size = all * number / 10, root = try await database.read { try $0.auditLog.tree(size: size).root() }
            let head = try AuditHead(size: size, root: root, at: Date(), signedBy: key)
            try await database.write { try $0.auditHeads.append(head, as: number) }
        }
        var checksum = 0
        let read = try await seconds {
            checksum = try await database.read { db in
                var bytes = 0
                try db.each("SELECT * FROM audit_entries ORDER BY number") { bytes += (try $0.get("fields") as String).utf8.count }
                return bytes
            }
        }
        say("read an entry and do nothing with it", read, of: all)
        let verified = try await seconds {
            let report = try await database.read { try AuditVerifier.report($0, key: key.verifying, beside: []) }
            guard report.fault == nil, report.entries == all, report.heads == 10 else { fatalError("\(report)") }
        }
        say("verify an entry, with 10 heads", verified, of: all, than: read)

        let proofs = 1_000
        let proven = try await seconds {
            for number in 0..<proofs {
                _ = try await database.read { try $0.auditLog.tree(size: all).inclusion(of: number * (all / proofs)) }
            }
        }
        say("a proof that an entry is in the log", proven, of: proofs)
        let linked = try await seconds {
            for number in 1...proofs { _ = try await database.read { try $0.auditLog.tree(size: all).consistency(from: number * (all / proofs)) } }
        }
        say("a proof that an older state is its beginning", linked, of: proofs)
        let file = try FileManager.default.attributesOfItem(atPath: folder.appending(path: "hub.sqlite").path)[.size] as? Int ?? 0
        print("\(all) entries, the file has \(file >> 20) MiB (checksum \(checksum))")
        try await database.close()
    }
}
