import Storage
import Synchronization
import Web

/// Whether the hub's records fit together, as far as the checks of all of them have shown since it was started.
public final class Soundness: Sendable {
    private let isBroken = Mutex(false)

    /// Why the hub is closed; nil while it is open. Only a start, which checks for itself, opens it again.
    public var problem: (any Explained)? { isBroken.withLock { $0 } ? StorageProblem.damaged : nil }

    func close() { isBroken.withLock { $0 = true } }
}

extension Feature {
    /// Every night each database is read as a whole: a hub whose records are damaged closes, rather than build on them.
    public static func soundness(of databases: [any Database]) -> Feature {
        Feature(
            name: "Soundness", migrations: [],
            jobs: [Job("records.check", .daily(hour: 3)) { hub in
                for database in databases where try await database.isDamaged {
                    hub.logger.critical("records damaged: closed until the last backup is put in place")
                    hub.soundness.close()
                }
            }],
            doors: { _ in [] })
    }
}

extension Database {
    fileprivate var isDamaged: Bool {
        get async throws {
            do { return try await !faults(.everywhere).isEmpty } catch StorageProblem.damaged { return true }
        }
    }
}
