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
    let hub: HubKeys
    let keys: any Database
    private let people: Mutex<[PersonID: PersonKeys]>

    /// The schema of the database of wrapped keys; the caller applies it.
    public static var migrations: [Migration] { KeyStore.migrations }

    private init(hub: HubKeys, keys: any Database, people: [PersonID: PersonKeys]) {
        (self.hub, self.keys) = (hub, keys)
        self.people = Mutex(people)
    }

    /// Reads all wrapped keys; each is unwrapped when first used.
    ///
    /// Throws `KeyProblem.wrongRoot` where the root key is not the one they were made under, and what the database throws.
    public static func open(root: RootKey, hub id: String, keys: any Database) async throws -> Keyring {
        let hub = HubKeys(root: root, hub: id)
        let people = try await keys.read { db in
            var people: [PersonID: PersonKeys] = [:], isProven = false
            try KeyStore(db: db).each { stored in
                if !isProven, stored.bytes != nil {
                    _ = try stored.key(under: hub.wrapping)
                    isProven = true
                }
                people[stored.person, default: PersonKeys()].learn(stored)
            }
            return people
        }
        return Keyring(hub: hub, keys: keys, people: people)
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
    private func store(
        _ people: [PersonID], at date: Date, version: (PersonID) -> KeyVersion
    ) async throws {
        guard !people.isEmpty else { return }
        let new = try people.map { try WrappedKey.make(for: $0, version: version($0), under: hub.wrapping) }
        let stored = try await keys.write { db in
            let store = KeyStore(db: db)
            for key in new { try store.insert(key, at: date) }
            return try people.flatMap(store.find)
        }
        self.people.withLock { known in
            for key in stored { known[key.person, default: PersonKeys()].learn(key) }
        }
    }

    private func newest(of person: PersonID) -> KeyVersion {
        people.withLock { $0[person]?.newest ?? 0 }
    }

    /// The key that seals now.
    func key(of person: PersonID) throws(KeyProblem) -> (version: KeyVersion, secret: SymmetricKey) {
        let version = newest(of: person)
        return (version, try key(version, of: person))
    }

    /// Throws `erased`, `noKey` or `wrongRoot`.
    func key(_ version: KeyVersion, of person: PersonID) throws(KeyProblem) -> SymmetricKey {
        try people.withLock { known throws(KeyProblem) in
            try known[person, default: PersonKeys()].key(version, under: hub.wrapping)
        }
    }
}
