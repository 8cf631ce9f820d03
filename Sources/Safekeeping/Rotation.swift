import Foundation
import House
import Identity
import Storage
import Trust
import Vault

extension AuditAction {
    static let keysRotated = AuditAction(rawValue: "keys.rotated")
}

/// New keys in the place of old ones: in force at once, and everything that lies under old ones is moved in small steps.
///
/// Nothing needs to be remembered between the steps: what is left is found by looking. So it goes on where it was ended, however that was.
public struct Rotation: Sendable {
    public enum Part: String, Sendable, CaseIterable { case hub, people }
    /// Keys of people that are put under a new key of the hub together.
    private static let batch = 200
    /// The setting that says that a pass is to be made, or to be gone on with.
    private static let setting = "keys.rotation"
    let hub: Hub

    public init(hub: Hub) { self.hub = hub }

    /// Makes new keys and puts them in force; `pass` then moves what is there.
    public func begin(_ parts: Set<Part>, by actor: Actor) async throws {
        let now = hub.now(), names = parts.map(\.rawValue)
        // Before the keys, so that a pass is made also where this process ends in between.
        try await hub.archive.write(by: actor, for: .administration) { db, access in
            try SettingsStore(db: db).set(Self.setting, to: "yes")
            try access.record(.keysRotated, on: "keys", fields: names, at: now, in: db)
        }
        if parts.contains(.hub) { try await hub.keyring.renewHub(at: now) }
        if parts.contains(.people) { try await hub.keyring.renewPeople(at: now) }
    }

    public static func isUnderWay(_ db: any Connection) throws -> Bool { try SettingsStore(db: db).named(setting) == "yes" }

    /// Moves everything that lies under old keys, until nothing does.
    public func pass() async throws {
        try await rewrap()
        try await hub.keyring.resealHubKeys()
        try await resealSettings()
        try await resealer.run()
        guard try await status().left == 0 else { return }
        try await hub.archive.write { try SettingsStore(db: $0).set(Self.setting, to: "no") }
    }

    /// Looks each night whether anything was left behind, and begins a new epoch where keys were destroyed in this one.
    public func watch() async throws {
        if try await hub.keyring.needsEpoch() { try await hub.keyring.beginEpoch(at: hub.now()) }
        if try await status().left > 0 { try await pass() } else { try await rewrap() }
    }

    /// The last step finds nothing, and destroys the old keys of the hub.
    private func rewrap() async throws {
        while try await hub.keyring.rewrap(atMost: Self.batch) > 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// A secret in the settings is sealed as the name of its row.
    private func resealSettings() async throws {
        let keyring = hub.keyring
        try await hub.archive.write { db in
            let settings = SettingsStore(db: db)
            for (name, value) in try settings.all() {
                if let fresh = try keyring.resealedSecret(value, as: name) { try settings.set(name, to: fresh) }
            }
        }
        var known = hub.settings.value
        known.mailPassword = try await hub.archive.read { try SettingsStore(db: $0).load() }.mailPassword
        hub.settings.replace(with: known)
    }

    private var resealer: Resealer {
        Resealer(database: hub.archive.database, keyring: hub.keyring, entries: hub.features.flatMap(\.personalData))
    }

    public func status() async throws -> KeyStatus {
        KeyStatus(keys: try await hub.keyring.counts(), columns: try await resealer.counts())
    }
}

/// What lies under which keys.
public struct KeyStatus: Sendable, Equatable {
    public let keys: KeyCounts
    public let columns: [SealedCount]

    /// Everything that lies under an old key.
    public var left: Int { keys.left + columns.reduce(0) { $0 + $1.left } }

    /// Everything that no key of this hub opens, but for what was erased.
    public var unreadable: Int { columns.reduce(0) { $0 + $1.unreadable } }

    /// A line for each table and column; the last is `left` and a number.
    public var lines: [String] {
        let head = "keys of people: \(keys.keys), \(keys.left) left under older keys of the hub; destroyed of \(keys.erased) people; epoch \(keys.epoch)"
        let body = columns.map { column in
            var line = "\(column.table).\(column.column): \(column.all) sealed, \(column.left) left under older keys"
            if column.erased > 0 { line += ", \(column.erased) of people whose keys were destroyed" }
            if column.unreadable > 0 { line += ", \(column.unreadable) that no key of this hub opens" }
            return line
        }
        return [head] + body + ["left \(left)"]
    }
}
