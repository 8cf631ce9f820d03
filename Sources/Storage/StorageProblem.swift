/// Why a statement or transaction failed, in terms both engines share.
///
/// Names tables, columns, constraints and codes, and never a value: what was bound or stored may be about a person.
public enum StorageProblem: Error, Sendable, Hashable {
    /// A second row of these columns; an index on an expression is named by the engine in its own way.
    case unique(table: String, columns: [String])
    /// By the constraint's name, so give each `CHECK` one.
    case check(constraint: String)
    case foreignKey
    /// NULL where there must be a value.
    case missing(table: String, column: String)
    /// A trigger refused the change.
    case trigger
    /// The disk is full.
    case full
    /// The disk can't be read or written now; it may be once more, without anyone's doing.
    case disk
    /// What is stored does not fit together any more.
    case damaged
    /// Others held what was needed for too long; trying later can help.
    case busy
    case wrongType(column: String = "")
    case unknownColumn(String)
    /// Text with a NUL character, which the engines cannot keep alike.
    case invalidText
    /// The SQL itself is wrong; the message speaks of its text, into which no value was written.
    case statement(String)
    /// The server does not answer.
    case unreachable(reason: String)
    /// The connection was lost while committing: the change may be stored or not, and was not tried again.
    case outcomeUnknown
    case unsupported(String)
    /// SQLSTATE on PostgreSQL, the extended result code on SQLite.
    case other(code: String)
}

extension StorageProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unique(let table, let columns):
            "A row with the same \(columns.joined(separator: ", ")) is already in \(table.isEmpty ? "the table" : table)."
        case .check(let constraint): "The rule \(constraint) is not met."
        case .foreignKey: "A row that is referred to is missing, or is still referred to."
        case .missing(let table, let column): "\(table).\(column) must have a value."
        case .trigger: "A rule of the database refuses this change."
        case .full: "The disk is full."
        case .disk: "The disk can't be read or written."
        case .damaged: "The database is damaged."
        case .busy: "The database was busy for too long."
        case .wrongType(let column): "The column \(column) holds something of another type."
        case .unknownColumn(let column): "The answer has no column \(column)."
        case .invalidText: "Text holds a NUL character."
        case .statement(let message): "The statement is wrong: \(message)"
        case .unreachable(let reason): "The database server does not answer: \(reason)"
        case .outcomeUnknown: "The connection was lost while committing; the change may or may not be stored."
        case .unsupported(let sentence): sentence
        case .other(let code): "The database failed with code \(code)."
        }
    }
}
