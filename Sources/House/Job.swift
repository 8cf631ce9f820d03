import Storage

/// Work that nobody clicks for: done again and again while the hub runs, at least once for each time it is due.
///
/// A job looks for what is due in its area's own tables, so that running it twice does nothing twice.
public struct Job: Sendable {
    public enum Rhythm: Sendable, Hashable {
        /// Every so many seconds, 1 or more.
        case every(seconds: Int)
        /// Once a day, at this hour (0 to 23) in the hub's time zone.
        case daily(hour: Int)
    }
    /// Unique in the program, such as `check_ins.ask`.
    public let name: String
    public let rhythm: Rhythm
    /// Whether there is anything to do: a look that writes nothing, for a job that is due often and mostly in vain.
    let isNeeded: @Sendable (Hub, any Connection) throws -> Bool
    public let run: @Sendable (Hub) async throws -> Void

    public init(
        _ name: String, _ rhythm: Rhythm, when isNeeded: @escaping @Sendable (Hub, any Connection) throws -> Bool = { _, _ in true },
        run: @escaping @Sendable (Hub) async throws -> Void
    ) {
        (self.name, self.rhythm, self.isNeeded, self.run) = (name, rhythm, isNeeded, run)
    }
}
