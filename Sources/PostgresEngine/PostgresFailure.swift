import CPostgres
import Storage

/// A failed statement: what callers are told, and what it means for the transaction.
struct PostgresFailure: Error {
    let problem: StorageProblem
    /// Run again, the same work may succeed: others came in between, or the connection is gone.
    let isWorthRepeating: Bool
    let isLost: Bool

    /// The connection broke while it was used.
    static let lost = PostgresFailure(
        problem: .unreachable(reason: "the connection was lost"), isWorthRepeating: true, isLost: true)

    /// No connection came about; `reason` is libpq's, which names hosts and roles but no password.
    static func refused(reason: String) -> PostgresFailure {
        PostgresFailure(problem: .unreachable(reason: reason), isWorthRepeating: false, isLost: true)
    }

    private init(problem: StorageProblem, isWorthRepeating: Bool, isLost: Bool) {
        (self.problem, self.isWorthRepeating, self.isLost) = (problem, isWorthRepeating, isLost)
    }

    /// What no server said, such as a value that cannot be bound.
    init(_ problem: StorageProblem) {
        self.init(problem: problem, isWorthRepeating: false, isLost: false)
    }

    /// SQLSTATE codes are those of PostgreSQL's manual, appendix A.
    init(_ answer: PostgresAnswer) {
        let state = answer.report(Int32(UInt8(ascii: "C")))
        // The server is shutting down, and says so before it hangs up.
        if state.hasPrefix("57P") { self = .lost; return }
        let isConflict = state == "40001" || state == "40P01"
        self.init(problem: Self.problem(state, answer), isWorthRepeating: isConflict, isLost: false)
    }

    private static func problem(_ state: String, _ answer: PostgresAnswer) -> StorageProblem {
        func report(_ field: Unicode.Scalar) -> String { answer.report(Int32(UInt8(ascii: field))) }
        return switch state {
        case "23505": .unique(table: report("t"), columns: columns(inDetail: report("D")))
        case "23514": .check(constraint: report("n"))
        case "23503": .foreignKey
        case "23502": .missing(table: report("t"), column: report("c"))
        case "P0001": .trigger
        case "53100": .full
        case "58030": .disk
        case "XX001", "XX002": .damaged
        case "40001", "40P01", "55P03", "57014", "53300": .busy
        // Of this class alone the message is told: it speaks of names in the statement, never of a value.
        case let state where state.hasPrefix("42"): .statement(report("M"))
        default: .other(code: state)
        }
    }

    /// The names in `Key (a, b)=(1, 2) already exists.`, in whatever language; what follows them is never kept.
    private static func columns(inDetail detail: String) -> [String] {
        guard let start = detail.firstIndex(of: "("), let end = detail.firstRange(of: ")=(")?.lowerBound,
              start < end else { return [] }
        return detail[detail.index(after: start)..<end].split(separator: ", ").map(String.init)
    }
}
