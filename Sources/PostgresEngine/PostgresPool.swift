import Storage
import Synchronization

/// The connections nobody is using; as many are open as there are threads at work.
final class PostgresPool: Sendable {
    private let settings: PostgresSettings
    private let idle = Mutex<[PostgresLink]>([])

    init(_ settings: PostgresSettings) {
        self.settings = settings
    }

    /// An idle connection, or a new one.
    func take() throws(PostgresFailure) -> PostgresLink {
        if let link = idle.withLock({ $0.popLast() }) { return link }
        return try PostgresLink(settings)
    }

    /// Keeps the connection for the next; one that is broken or amid a transaction is thrown away.
    func giveBack(_ link: PostgresLink) {
        if link.isIdle { idle.withLock { $0.append(link) } }
    }

    /// Closes those nobody uses: after one broke, the others are likely to be broken too.
    func empty() {
        idle.withLock { $0.removeAll() }
    }
}
