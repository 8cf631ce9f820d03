import CPostgres
import Storage

/// A connection to the server, by libpq, with the statements prepared on it.
///
/// `@unchecked Sendable` because libpq lets one thread at a time use a connection, and the pool sees to that: it takes
/// a link out of its locked list before a thread works with it and puts it back after.
final class PostgresLink: @unchecked Sendable {
    private let handle: OpaquePointer
    private var prepared: [String: String] = [:]
    /// Enough for every statement a hub has; beyond it all are prepared anew.
    private static let mostPrepared = 1000

    /// Connects, which can take as long as the server lets it, up to ten seconds.
    init(_ settings: PostgresSettings) throws(PostgresFailure) {
        guard let handle = Self.connect(settings) else { throw .refused(reason: "out of memory") }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            throw .refused(reason: String(cString: PQerrorMessage(handle)))
        }
        // Notices may quote values, and libpq prints them unless told otherwise.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        for statement in settings.session(on: handle) { try command(statement) }
    }

    deinit {
        PQfinish(handle)
    }

    /// Whether the next transaction can use it.
    var isIdle: Bool {
        PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    /// Runs a statement without values, such as `COMMIT`.
    func command(_ text: String) throws(PostgresFailure) {
        _ = try checked(PQexec(handle, text))
    }

    /// Runs a statement, prepared on its first use.
    func run(_ text: String, _ values: [SQLValue]) throws(PostgresFailure) -> PostgresAnswer {
        let name = try prepare(text)
        let answer = PostgresParameters(values).withPointers { count, texts, lengths, formats in
            PQexecPrepared(handle, name, count, texts, lengths, formats, 0)
        }
        return try checked(answer)
    }

    private func prepare(_ text: String) throws(PostgresFailure) -> String {
        if let name = prepared[text] { return name }
        if prepared.count == Self.mostPrepared {
            try command("DEALLOCATE ALL")
            prepared = [:]
        }
        let name = "s\(prepared.count)"
        // No types are named: the server infers each from where the value stands.
        _ = try checked(PQprepare(handle, name, text, 0, nil))
        prepared[text] = name
        return name
    }

    private func checked(_ result: OpaquePointer?) throws(PostgresFailure) -> PostgresAnswer {
        guard let result else { throw .lost }
        let answer = PostgresAnswer(result)
        guard !answer.isFailed else {
            throw PQstatus(handle) == CONNECTION_OK ? PostgresFailure(answer) : .lost
        }
        return answer
    }

    private static func connect(_ settings: PostgresSettings) -> OpaquePointer? {
        var bytes = PostgresParameters.Text()
        let names = settings.keywords.map { bytes.add($0.name) }, values = settings.keywords.map { bytes.add($0.value) }
        return bytes.withPointers(at: names + [nil]) { names in
            bytes.withPointers(at: values + [nil]) { PQconnectdbParams(names, $0, 1) }
        }
    }
}
