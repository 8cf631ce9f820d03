import Foundation
import Localization
import Storage
import Synchronization
import Web

/// What one town sets for its hub.
public struct Settings: Sendable, Equatable {
    public var hubName: String
    public var languages: [String]
    public var timeZone: String
    /// The country calling code that a phone number without one is taken to have, such as 44.
    public var country: String
    public var helperName: String, helperPhone: String, helperHours: String
    public var leaveTo: String
    /// How many engagements one person should supervise at most, 1 or more, as digits.
    public var supervisionLimit = "30"
    /// The language that the town speaks, by ISO 639-3, such as eng.
    public var townLanguage = "eng"
    public var pace = Pace()
    /// Filled with invented people; it lets the cast in by a known password, so it may only be served on this machine.
    public var isDemo: Bool
    /// Whose law holds here, such as United Kingdom, and where people can complain about what is done with their data; for receipts of consent.
    public var jurisdiction = "", authority = ""
    /// Where mail leaves: `smtps://HOST`, `smtp://HOST`; empty for nowhere yet.
    public var mailServer = "", mailUser = ""
    /// Sealed (`Hub.sealed(mailPassword:)`), never in clear.
    public var mailPassword = ""
    /// The address that letters come from.
    public var mailFrom = ""
    /// An identity provider of the town's own, by its OpenID Connect issuer, such as `https://id.example.org`; empty for none.
    public var providerIssuer = "", providerClient = ""
    /// Sealed (`Hub.sealed(_:as:)`), never in clear.
    public var providerSecret = ""
    /// What the town calls it, such as "Town hall account".
    public var providerName = ""
    /// What the provider says (`acr` or `amr`) of someone who showed it two things, with spaces between; empty where it never does.
    public var providerSecondStep = ""
    /// Networks from which many come at once, such as `192.0.2.0/24`, with spaces between.
    public var networks = ""
    /// The folders on this machine, or mounted in it, to which the data and the wrapped keys are backed up each hour; empty for none yet.
    public var backupFolder = "", keysFolder = ""
    /// The public half of the key that opens the backups; empty until one was made.
    public var backupKey = ""
    /// Where people reach the hub, such as `https://hub.example.org`; known once it was served, for links in letters.
    public var publicAddress = ""
    /// How far a demo's clock is ahead, in seconds.
    public var demoSeconds = 0
    /// What is to be done next in setting up; nil where it is done, or was never begun.
    public var setup: Setup?

    public init(
        hubName: String = "Tessera", languages: [String] = ["en", "fr", "uk", "ar"], timeZone: String = "Europe/London",
        country: String = "44", helperName: String = "", helperPhone: String = "", helperHours: String = "",
        leaveTo: String = "https://www.wikipedia.org/", isDemo: Bool = false
    ) {
        (self.hubName, self.languages, self.timeZone, self.isDemo) = (hubName, languages, timeZone, isDemo)
        (self.helperName, self.helperPhone, self.helperHours) = (helperName, helperPhone, helperHours)
        (self.leaveTo, self.country) = (leaveTo, country)
    }

    /// Whether letters can leave: there is a server, and an address to write from.
    public var sendsMail: Bool { !mailServer.isEmpty && !mailFrom.isEmpty }

    /// Whether people of the town's own provider come in by it.
    public var hasProvider: Bool { !providerIssuer.isEmpty && !providerClient.isEmpty }

    public var knownNetworks: [Network] { Network.list(networks) ?? [] }

    public var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }

    public var face: HubFace {
        HubFace(
            name: hubName,
            helper: helperName.isEmpty ? nil : .init(name: helperName, phone: helperPhone, hours: helperHours),
            languages: languages.map(Language.init), isDemo: isDemo, leaveTo: leaveTo, timeZone: zone)
    }
}

/// The settings in force, read by every request and replaced when an administrator changes them.
public final class SettingsBox: Sendable {
    private let current: Mutex<Settings>
    public init(_ settings: Settings) { current = Mutex(settings) }
    public var value: Settings { current.withLock { $0 } }
    public func replace(with settings: Settings) { current.withLock { $0 = settings } }
}

/// Settings as rows of name and value, so that a new setting needs no migration.
public struct SettingsStore {
    let db: any Connection
    public init(db: any Connection) { self.db = db }

    public static let migration = Migration(
        id: "house-001-settings", sql: ["CREATE TABLE settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"])

    public func load() throws -> Settings {
        let rows = try db.rows("SELECT name, value FROM settings")
        let known = try Dictionary(rows.map { (try $0.get("name") as String, try $0.get("value") as String) }) { $1 }
        var settings = Settings()
        for (name, path) in Self.texts { if let value = known[name] { settings[keyPath: path] = value } }
        if let languages = known["languages"] { settings.languages = languages.split(separator: " ").map(String.init) }
        settings.isDemo = known["is_demo"] == "yes"
        settings.pace = known["pace"].flatMap(Pace().changed) ?? Pace()
        settings.demoSeconds = known["demo_seconds"].flatMap { Int($0) } ?? 0
        settings.setup = known["setup"].flatMap(Setup.init)
        return settings
    }

    public func save(_ settings: Settings) throws {
        for (name, path) in Self.texts { try put(name, settings[keyPath: path]) }
        try put("languages", settings.languages.joined(separator: " "))
        try put("pace", settings.pace.text)
        try put("is_demo", settings.isDemo ? "yes" : "no")
        try put("demo_seconds", String(settings.demoSeconds))
        try put("setup", settings.setup?.rawValue ?? "")
    }

    private func put(_ name: String, _ value: String) throws {
        _ = try db.execute("""
            INSERT INTO settings (name, value) VALUES (\(name), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }

    private static let texts: [(String, any WritableKeyPath<Settings, String> & Sendable)] = [
        ("hub_name", \.hubName), ("time_zone", \.timeZone), ("country", \.country), ("helper_name", \.helperName),
        ("helper_phone", \.helperPhone), ("helper_hours", \.helperHours), ("leave_to", \.leaveTo), ("supervision_limit", \.supervisionLimit), ("town_language", \.townLanguage),
        ("mail_server", \.mailServer), ("mail_user", \.mailUser), ("mail_password", \.mailPassword), ("mail_from", \.mailFrom),
        ("public_address", \.publicAddress), ("jurisdiction", \.jurisdiction), ("authority", \.authority),
        ("provider_issuer", \.providerIssuer), ("provider_client", \.providerClient), ("provider_secret", \.providerSecret),
        ("provider_name", \.providerName), ("provider_second_step", \.providerSecondStep), ("networks", \.networks),
        ("backup_folder", \.backupFolder), ("keys_folder", \.keysFolder), ("backup_key", \.backupKey),
    ]
}
