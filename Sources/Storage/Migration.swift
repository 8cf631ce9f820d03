/// One step of the schema, never edited after release.
public struct Migration: Sendable {
    /// Unique in the whole program and stable forever, such as `cases-1`.
    public let id: String
    /// Statements for both engines, one each, run first.
    public let sql: [SQL]
    /// Statements only one engine needs, such as triggers, run after the common ones.
    public let sqlite: [SQL], postgres: [SQL]
    /// Tells an edited step from the released one, the same on both engines: 16 hex digits.
    public let fingerprint: String

    public init(id: String, sql: [SQL] = [], sqlite: [SQL] = [], postgres: [SQL] = []) {
        (self.id, self.sql, self.sqlite, self.postgres) = (id, sql, sqlite, postgres)
        fingerprint = Self.fingerprint(of: [sql, sqlite, postgres])
    }

    /// The statements in the order they run.
    public func statements(for engine: EngineKind) -> [SQL] {
        switch engine {
        case .sqlite: sql + sqlite
        case .postgres: sql + postgres
        }
    }

    /// FNV-1a, 64 bits (IETF draft-eastlake-fnv, section 2). It detects slips; it is no protection against a forger.
    private static func fingerprint(of groups: [[SQL]]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        for group in groups {
            for statement in group {
                statement.description.utf8.forEach(add)
                add(0x1E)
            }
            add(0x1D)
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
