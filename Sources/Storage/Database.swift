/// Which of the two engines answers.
public enum EngineKind: String, Sendable {
    case sqlite, postgres
}

/// Where a hub keeps its records.
///
/// The work is synchronous, may run more than once, and does nothing but SQL; what it throws rolls everything back.
public protocol Database: Sendable {
    var engine: EngineKind { get }

    /// Runs `work` on one unchanging view of the data, in which nothing can be written.
    func read<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R

    /// Runs `work` as if nobody else wrote meanwhile; when this returns, the changes are on disk.
    @discardableResult
    func write<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R

    /// Waits for what is running and lets go of files, connections and threads.
    func close() async throws

    /// What does not fit together in what is stored, in the engine's words; none where it is sound.
    ///
    /// PostgreSQL checks each page as it reads it, where its checksums are on; there is nothing to ask.
    func faults(_ depth: CheckDepth) async throws -> [String]

    /// Writes a copy of everything, as of one moment, to `file`, in the format of the engine.
    ///
    /// Throws `unsupported` on PostgreSQL where `pg_dump` is missing or does not do its work.
    func backup(to file: String) async throws
}

/// How much of a database is compared with how much of it.
public enum CheckDepth: Sendable {
    /// Every page by itself: seconds for a gigabyte.
    case pages
    /// Every index with its table besides.
    case everywhere
}
