/// Why the schema was not brought up to date; nothing of the migration named is left behind.
public enum SchemaProblem: Error, Sendable, Hashable {
    /// Two migrations of this program have one id.
    case duplicate(id: String)
    /// An applied migration is no longer what it was.
    case changed(id: String)
    /// The database knows a migration this program does not.
    case unknown(id: String)
    /// Counted from 1 among the statements for this engine.
    case failed(id: String, statement: Int, StorageProblem)
}

extension SchemaProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .duplicate(let id): "Two migrations are named \(id)."
        case .changed(let id):
            "Migration \(id) differs from the one that was applied. Released migrations are never edited: add a new one."
        case .unknown(let id):
            "This database was changed by a newer version of the program (migration \(id)). Start that version instead."
        case .failed(let id, let statement, let problem): "Statement \(statement) of migration \(id) failed. \(problem)"
        }
    }
}
