import FoundationEssentials
import Identity
import Storage

/// How far the keys of people are under the newest key of the hub.
public struct KeyCounts: Sendable, Equatable {
    /// Living keys of people, all versions; those of them that lie under an older key of the hub; people whose keys were destroyed.
    public let keys: Int, left: Int, erased: Int
    /// The version of the hub's key under which new keys are put, and so the epoch.
    public let epoch: Int
}

extension Keyring {
    /// New keys of the hub, in force at once: what is sealed or wrapped from now on lies under them.
    ///
    /// What lies under older ones opens as before, until `rewrap` has moved it.
    public func renewHub(at date: Date) async throws { try await renew([.wrapping, .secrets], at: date) }

    /// A new epoch of the keys of people, where someone's were destroyed in this one: once `rewrap` is through, a remnant of a
    /// destroyed key, on a disk or in a copy of the file without its older state, is under a key that is gone itself.
    public func beginEpoch(at date: Date) async throws { try await renew([.wrapping], at: date) }

    /// Whether someone's keys were destroyed since this epoch began.
    public func needsEpoch() async throws -> Bool {
        let newest = hub.newest(.wrapping)
        return try await keys.read { try KeyStore(db: $0).hasErasures(since: newest) }
    }

    private func renew(_ parts: [HubKeys.Part], at date: Date) async throws {
        let fresh = try parts.map(hub.fresh)
        let stored = try await keys.write { db in
            let store = KeyStore(db: db)
            for secret in fresh { try store.insert(secret, at: date) }
            // Someone else's, where they were first.
            return try store.secrets().filter { secret in fresh.contains { $0.part == secret.part && $0.version == secret.version && $0.root == secret.root } }
        }
        try learn(stored)
    }

    /// Puts some of the keys of people under the newest key of the hub; answers how many that were.
    ///
    /// Each call is a transaction of its own. Once none is left, the older keys of the hub are destroyed.
    @discardableResult
    public func rewrap(atMost limit: Int) async throws -> Int {
        try await keys.write { [self] db in
            let store = KeyStore(db: db), hub = hub, newest = hub.newest(.wrapping), old = try store.outdated(than: newest, limit: limit)
            for key in old { try store.replace(key.rewrapped(under: hub)) }
            if old.isEmpty { try store.retireWrapping(before: newest) }
            return old.count
        }
    }

    /// Puts the hub's own secrets that lie beside the keys, such as those it signs with, under its newest key.
    public func resealHubKeys() async throws {
        try await keys.write { [self] db in
            let store = KeyStore(db: db)
            for (name, sealed) in try store.hubKeys() {
                if let fresh = try resealedSecret(sealed, as: name) { try store.replaceHubKey(name, sealed: fresh, was: sealed) }
            }
        }
    }

    /// A new key for each person, which seals from now on; all of them or none.
    public func renewPeople(at date: Date) async throws {
        learn(try await keys.write { [self] db in
            let store = KeyStore(db: db), hub = hub
            let new = try store.newest().filter { $0.version < KeyVersion.max }.map { person, version in
                try WrappedKey.make(for: person, version: KeyVersion(version) + 1, under: hub)
            }
            for key in new { try store.insert(key, at: date) }
            return new
        })
    }

    public func counts() async throws -> KeyCounts {
        let newest = hub.newest(.wrapping)
        let (keys, left, erased) = try await keys.read { try KeyStore(db: $0).counts(newest: newest) }
        return KeyCounts(keys: keys, left: left, erased: erased, epoch: Int(newest))
    }

    /// Puts the hub's keys under another root key as well; the present one goes on to open them until `adopt`.
    public func add(_ root: RootKey, at date: Date) async throws {
        let secrets = try hub.rewrapped(under: RootWrap(root, hub: id))
        try await keys.write { db in
            for secret in secrets { try KeyStore(db: db).insert(secret, at: date) }
        }
    }

    /// Takes the hub's keys away from under every other root key; what is made from now on lies under this one.
    public func adopt(_ root: RootKey) async throws {
        let root = RootWrap(root, hub: id)
        adopt(root)
        try await keys.write { try KeyStore(db: $0).forgetRoots(but: root.id) }
    }

    /// A copy of the file with the wrapped keys, checked by nobody yet.
    public func backup(to file: String) async throws { try await keys.backup(to: file) }

    /// Whether this root key opens the hub's keys in this database.
    public static func isOpened(by root: RootKey, hub id: String, keys: any Database) async throws -> Bool {
        let kept = RootWrap(root, hub: id).id
        return try await keys.read { try KeyStore(db: $0).secrets().contains { $0.root == kept } }
    }
}

extension Keyring {
    /// What a value sealed in this column for this row would be under the person's newest key; nil where it lies under that already.
    ///
    /// Throws what `open` throws. For the keeping of keys only: nobody gets to read anything.
    package func resealed(_ bytes: [UInt8], table: String, column: String, row: String, of person: PersonID) throws(KeyProblem) -> [UInt8]? {
        let version = try SealedLayout.version(of: bytes), (newest, key) = try key(of: person)
        guard version < newest else { return nil }
        let place = SealedLayout.place(table: table, column: column, row: row)
        let text = try SealedLayout.open(bytes, with: try self.key(version, of: person), place: place(version))
        return try SealedLayout.seal(text, with: key, version: newest, place: place)
    }

    package enum Standing: Sendable { case current, outdated, erased, unreadable }

    /// How a sealed value stands, by its first bytes.
    package func standing(_ head: [UInt8], of person: PersonID) -> Standing {
        if isErased(person) { return .erased }
        guard let version = try? SealedLayout.version(of: head + [0]), hasKey(version, of: person) else { return .unreadable }
        return version < newest(of: person) ? .outdated : .current
    }
}
