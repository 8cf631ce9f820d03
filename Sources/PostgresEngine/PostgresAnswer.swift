import CPostgres
import Storage

/// What the server answered to one statement; freed with this value.
final class PostgresAnswer {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var isFailed: Bool {
        let status = PQresultStatus(result)
        return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK
    }

    /// A field of the error report, such as the SQLSTATE; empty where there is none.
    func report(_ field: Int32) -> String {
        PQresultErrorField(result, field).map { String(cString: $0) } ?? ""
    }

    /// Rows inserted, updated or deleted; libpq would also count those selected.
    var changes: Int {
        let isQuery = PQresultStatus(result) == PGRES_TUPLES_OK && String(cString: PQcmdStatus(result)).hasPrefix("SELECT")
        return isQuery ? 0 : Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    var count: Int { Int(PQntuples(result)) }

    /// Names and types of the columns, read once for all rows.
    lazy var columns: (names: [String], types: [Oid]) = {
        let places = 0..<PQnfields(result)
        return (places.map { String(cString: PQfname(result, $0)) }, places.map { PQftype(result, $0) })
    }()

    func row(_ number: Int) -> Row {
        let (names, types) = columns
        return Row(columns: names, values: types.indices.map { value(Int32(number), Int32($0), of: types[$0]) })
    }

    private func value(_ row: Int32, _ column: Int32, of type: Oid) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        return SQLValue(postgres: bytes, of: type)
    }
}
