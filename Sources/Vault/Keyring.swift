import Crypto
import FoundationEssentials
import Identity
import Storage
import Synchronization

/// Every key of a hub: a key for each person, under which their fields are sealed, and keys for indexes and tags.
///
/// A person's key is random, wrapped by the hub's and kept in a database of its own, apart from the records: what a
/// destroyed key sealed stays closed in every copy of them. Sealing and opening are synchronous and touch no disk.
public final class Keyring: Sendable, Redacted {
    let keys: any Database
    private let hubKeys: Mutex<HubKeys>
    private let people: Mutex<[PersonID: PersonKeys]>
    /// Which hub's; two under one root key share nothing.
    let id: String

    /// The schema of the database of wrapped keys; the caller applies it.
    public static var migrations: [Migration] { KeyStore.migrations }

    private init(id: String, hub: HubKeys, keys: any Database, people: [PersonID: PersonKeys]) {
        (self.id, self.keys) = (id, keys)
        hubKeys = Mutex(hub)
        self.people = Mutex(people)
    }

    /// The hub's own keys as they are now.
    var hub: HubKeys { hubKeys.withLock { $0 } }

    /// Reads all wrapped keys; each is unwrapped when first used. Makes the hub's own where there are none.
    ///
    /// Throws `KeyProblem.wrongRoot` where the root key is not the one they were made under, and what the database throws.
    public static func open(root: RootKey, hub id: String, keys: any Database, at date: Date = Date()) async throws -> Keyring {
        let root = RootWrap(root, hub: id), hub = try await hubKeys(root, keys, at: date)
        let people = try await keys.read { db in
            var people: [PersonID: PersonKeys] = [:], isProven = false
            try KeyStore(db: db).each { stored in
                if !isProven, stored.bytes != nil {
                    _ = try stored.key(under: hub)
                    isProven = true
                }
                people[stored.person, default: PersonKeys()].learn(stored)
            }
            return people
        }
        return Keyring(id: id, hub: hub, keys: keys, people: people)
    }

    private static func hubKeys(_ root: RootWrap, _ keys: any Database, at date: Date) async throws -> HubKeys {
        var stored = try await keys.read { try KeyStore(db: $0).secrets() }
        if stored.isEmpty { stored = try await keys.write { try first(under: root, in: KeyStore(db: $0), at: date) } }
        let own = stored.filter { $0.root == root.id }
        guard !own.isEmpty else { throw KeyProblem.wrongRoot }
        return try HubKeys(root: root, opened: own.map { secret throws(KeyProblem) in try secret.opened(under: root) })
    }

    /// Makes the hub's secrets, unless someone else just did. A root key that does not open the keys of people makes none: it is another hub's.
    private static func first(under root: RootWrap, in store: KeyStore, at date: Date) throws -> [HubSecret] {
        let there = try store.secrets()
        guard there.isEmpty else { return there }
        let first = try HubSecret.first(under: root, isNew: !store.hasOldKeys())
        let hub = try HubKeys(root: root, opened: first.map { try $0.opened(under: root) })
        if let known = try store.outdated(than: .max, limit: 1).first { _ = try known.key(under: hub) }
        for secret in first { try store.insert(secret, at: date) }
        return first
    }

    /// Makes and stores a key for each person without one; to be awaited before the transaction that seals.
    ///
    /// A key for a person who then is not stored does no harm. Throws `KeyProblem.erased` for an erased person.
    public func prepare(_ people: [PersonID], at date: Date) async throws {
        try await store(people.filter { newest(of: $0) == 0 }, at: date) { _ in 1 }
        for person in people { _ = try key(of: person) }
    }

    /// Makes a new key that seals from now on; what older ones sealed stays readable.
    public func renew(_ person: PersonID, at date: Date) async throws {
        _ = try key(of: person)
        try await store([person], at: date) { self.newest(of: $0) + 1 }
    }

    /// Destroys all keys of a person, here and on disk; what they sealed can never be read again.
    public func destroy(_ person: PersonID) async throws {
        try await keys.write { try KeyStore(db: $0).destroy(person) }
        people.withLock { $0[person, default: PersonKeys()].erase() }
    }

    /// Stores new keys and learns what is stored then, which may be somebody else's who was first.
    ///
    /// They are wrapped inside the transaction, under the hub's key as it is then: one that is on its way out takes no more.
    private func store(_ people: [PersonID], at date: Date, version: @escaping @Sendable (PersonID) -> KeyVersion) async throws {
        guard !people.isEmpty else { return }
        learn(try await keys.write { [self] db in
            let store = KeyStore(db: db), hub = hub
            for person in people { try store.insert(WrappedKey.make(for: person, version: version(person), under: hub), at: date) }
            return try people.flatMap(store.find)
        })
    }

    func learn(_ stored: [WrappedKey]) {
        people.withLock { known in
            for key in stored { known[key.person, default: PersonKeys()].learn(key) }
        }
    }

    func adopt(_ root: RootWrap) { hubKeys.withLock { $0.adopt(root) } }

    func learn(_ stored: [HubSecret]) throws { try hubKeys.withLock { try $0.learn(stored) } }

    /// Whether the person's keys were destroyed.
    public func isErased(_ person: PersonID) -> Bool { people.withLock { $0[person]?.isErased ?? false } }

    func newest(of person: PersonID) -> KeyVersion {
        people.withLock { $0[person]?.newest ?? 0 }
    }

    func hasKey(_ version: KeyVersion, of person: PersonID) -> Bool { people.withLock { $0[person]?.has(version) ?? false } }

    /// The key that seals now.
    func key(of person: PersonID) throws(KeyProblem) -> (version: KeyVersion, secret: SymmetricKey) {
        let version = newest(of: person)
        return (version, try key(version, of: person))
    }

    /// Throws `erased`, `noKey` or `wrongRoot`.
    func key(_ version: KeyVersion, of person: PersonID) throws(KeyProblem) -> SymmetricKey {
        let hub = hub
        return try people.withLock { known throws(KeyProblem) in
            try known[person, default: PersonKeys()].key(version, under: hub)
        }
    }
}
