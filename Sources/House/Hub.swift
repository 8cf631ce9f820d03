import Fetching
import Foundation
import Identity
import Localization
import Logging
import Storage
import Vault

/// All that a hub is made of while it runs; made once in `main`, handed down, never global.
public struct Hub: Sendable, Redacted {
    public let archive: Archive
    public let keyring: Keyring
    public let passwords: Passwords
    public let settings: SettingsBox
    public let resources: Resources
    public let catalogs: Catalogs
    public let logger: Logger
    /// What asks other servers.
    public let fetcher: Fetcher
    public let now: @Sendable () -> Date
    /// Lists on their way in, kept in memory alone.
    public let imports: ImportRuns
    /// Work under way that nobody waits for before a page.
    public let works: LongWork
    public let soundness = Soundness()
    /// One for all pages that ask for a password.
    public let gate = SignInGate()
    /// One for all pages that ask for a code.
    public let clocks = ClockWatch()
    /// Who was erased, for a restore.
    public let erased: ErasureList
    /// A folder on the disk of the data, for files that live as long as a backup takes to be made.
    public let scratch: URL
    /// Every area, for what they do for each other: reactions, panels, desk, jobs, letters.
    public let features: [Feature]

    public init(
        database: any Database, keyring: Keyring, passwords: Passwords, settings: SettingsBox, resources: Resources,
        catalogs: Catalogs, logger: Logger, features: [Feature], fetcher: Fetcher = .network, erased: ErasureList = ErasureList(file: nil),
        now: @escaping @Sendable () -> Date, scratch: URL = FileManager.default.temporaryDirectory
    ) {
        (self.fetcher, self.scratch) = (fetcher, scratch)
        archive = Archive(database: database, keyring: keyring, now: now)
        (self.keyring, self.passwords, self.settings) = (keyring, passwords, settings)
        (self.resources, self.catalogs, self.logger, self.now) = (resources, catalogs, logger, now)
        (self.features, self.erased) = (features, erased)
        imports = ImportRuns(logger: logger, now: now)
        works = LongWork(logger: logger, now: now)
    }

    /// A fresh id whose time part is this hub's clock.
    public func newID<Kind>(_ kind: ID<Kind>.Type = ID<Kind>.self) -> ID<Kind> {
        var random = SystemRandomNumberGenerator()
        return ID(milliseconds: Int64(now().timeIntervalSince1970 * 1000), random: &random)
    }
}
