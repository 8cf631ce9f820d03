import Foundation

/// The engines a test runs on.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgres

    /// A libpq connection string of a server where tests may make and drop schemas.
    static let server = ProcessInfo.processInfo.environment["TESSERA_TEST_POSTGRES"]

    /// SQLite always; PostgreSQL where `TESSERA_TEST_POSTGRES` names a server.
    public static let tested: [Engine] = server == nil ? [.sqlite] : [.sqlite, .postgres]
}
