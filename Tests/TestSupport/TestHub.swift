import Accounts
import Assembly
import Fetching
import Foundation
import House
import Identity
import Localization
import Logging
import SQLiteEngine
import Storage
import Synchronization
import Vault

/// A hub with every area, an empty town, and a clock that tests set.
public struct TestHub: Sendable {
    public let hub: Hub
    public let features: [Feature]
    public let clock: TestClock
    public let organization: OrganizationID
    /// Another organization on the same hub; what is the first one's is none of its business.
    public let otherOrganization: OrganizationID
}

extension TestHub {
    /// The same hub with other areas, over the same database.
    public func hub(with features: [Feature]) -> Hub { hub(over: hub.archive.database, with: features) }

    /// The same town with other areas.
    public func with(_ features: [Feature]) -> TestHub {
        TestHub(hub: hub(with: features), features: features, clock: clock, organization: organization, otherOrganization: otherOrganization)
    }

    /// The same town over a database that keeps what it is asked.
    public func counted() -> (town: TestHub, asked: Statements) {
        let asked = Statements()
        let counted = hub(over: CountingDatabase(inner: hub.archive.database, asked: asked), with: features)
        return (TestHub(hub: counted, features: features, clock: clock, organization: organization, otherOrganization: otherOrganization), asked)
    }

    /// The same town over a database whose writes a test holds back.
    public func held() -> (town: TestHub, database: HeldDatabase) {
        let held = HeldDatabase(hub.archive.database)
        return (TestHub(hub: hub(over: held, with: features), features: features, clock: clock, organization: organization, otherOrganization: otherOrganization), held)
    }

    private func hub(over database: any Database, with features: [Feature]) -> Hub {
        Hub(database: database, keyring: hub.keyring, passwords: hub.passwords, settings: hub.settings, resources: hub.resources,
            catalogs: hub.catalogs, logger: hub.logger, features: features, now: hub.now)
    }

    /// The same town with other servers to ask.
    public func asking(_ fetcher: Fetcher) -> TestHub {
        let other = Hub(
            database: hub.archive.database, keyring: hub.keyring, passwords: hub.passwords, settings: hub.settings, resources: hub.resources,
            catalogs: hub.catalogs, logger: hub.logger, features: features, fetcher: fetcher, now: hub.now)
        return TestHub(hub: other, features: features, clock: clock, organization: organization, otherOrganization: otherOrganization)
    }
}

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    private let time: Mutex<Date>
    public init(_ start: Date) { time = Mutex(start) }
    public var now: Date { time.withLock { $0 } }
    public func advance(by seconds: Double) { time.withLock { $0 += seconds } }
}

extension Date {
    /// Saturday 21 November 2026, noon in Greenwich: when tests happen.
    public static let testNoon = Date(timeIntervalSince1970: 1_795_262_400)
}

/// What every hub reads from the program itself, read once for all tests.
private enum Program {
    static let resources = Resources()
    static let features = Result { try [Feature].all(resources) }
    static let catalogs = Result { try Catalogs(resources) }
}

/// Runs `work` with a hub of its own on this engine.
@discardableResult
public func withHub<R: Sendable>(on engine: Engine, _ work: (TestHub) async throws -> R) async throws -> R {
    let features = try Program.features.get()
    let keys = try SQLiteDatabase.inMemory()
    return try await withDatabase(on: engine, migrations: Feature.kernelMigrations + features.flatMap(\.migrations)) { database in
        try await work(try await town(database, keys, features))
    }
}

/// Runs `work` with a hub whose data lies in a folder as a served one's does, and with as much to do for a password.
@discardableResult
public func withHub<R: Sendable>(
    in folder: URL, with more: [Feature] = [], passwords: Passwords = Passwords(), logger: Logger = silent, _ work: (TestHub) async throws -> R
) async throws -> R {
    let features = try Program.features.get() + more
    let keys = try SQLiteDatabase(path: folder.appending(path: "keys.sqlite").path)
    let database = try SQLiteDatabase(path: folder.appending(path: "hub.sqlite").path)
    try await Migrator(Feature.kernelMigrations + features.flatMap(\.migrations)).run(on: database)
    let result = try await work(try await town(database, keys, features, passwords, logger))
    try await database.close()
    try await keys.close()
    return result
}

public let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

private func town(
    _ database: any Database, _ keys: SQLiteDatabase, _ features: [Feature],
    _ passwords: Passwords = Passwords(cost: .init(memory: 1 << 20, passes: 1)), _ logger: Logger = silent
) async throws -> TestHub {
    try await Migrator(Keyring.migrations).run(on: keys)
    let clock = TestClock(.testNoon), settings = SettingsBox(Settings(hubName: "Port Selby", isDemo: true))
    let hub = Hub(
        database: database, keyring: try await Keyring.open(root: RootKey(), hub: "tessera", keys: keys), passwords: passwords, settings: settings,
        resources: Program.resources, catalogs: try Program.catalogs.get(), logger: logger, features: features, now: settings.clock { clock.now })
    return TestHub(hub: hub, features: features, clock: clock, organization: try await hub.ownOrganization(), otherOrganization: hub.newID())
}
