import Storage

/// One run of a transaction, on the thread of its connection.
struct PostgresAttempt: Sendable {
    enum Access: String {
        case reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case writing = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"
    }

    enum Outcome<R: Sendable>: Sendable {
        case done(R)
        /// Nothing was changed, and the same work may succeed.
        case again(StorageProblem)
    }

    let pool: PostgresPool
    let access: Access

    func run<R: Sendable>(_ work: (any Connection) throws -> R) throws -> Outcome<R> {
        do {
            let link = try pool.take()
            defer { pool.giveBack(link) }
            try link.command(access.rawValue)
            return try run(work, on: link)
        } catch let failure as PostgresFailure {
            if failure.isLost { pool.empty() }
            guard failure.isWorthRepeating else { throw failure.problem }
            return .again(failure.problem)
        }
    }

    private func run<R>(_ work: (any Connection) throws -> R, on link: PostgresLink) throws -> Outcome<R> {
        let transaction = PostgresTransaction(link)
        do {
            let result = try work(transaction)
            // PostgreSQL answers the COMMIT of a doomed transaction by rolling back, without an error.
            if let failure = transaction.failure { throw failure }
            try commit(link)
            return .done(result)
        } catch {
            try? link.command("ROLLBACK")
            // Whatever the work made of it, a conflict is not the caller's affair while it can be run again.
            if let failure = transaction.failure, failure.isWorthRepeating || failure.isLost { throw failure }
            throw error
        }
    }

    private func commit(_ link: PostgresLink) throws {
        do {
            try link.command("COMMIT")
        } catch {
            guard error.isLost, access == .writing else { throw error }
            pool.empty()
            throw StorageProblem.outcomeUnknown
        }
    }
}
