import Identity
import Storage
import Testing
@testable import Vault

@Suite struct RotationTests {
    private func wrappings(_ keys: any Database) async throws -> [Int] {
        try await keys.read { try $0.rows("SELECT wrapping FROM person_keys WHERE wrapped IS NOT NULL ORDER BY person_id").map { try $0.get("wrapping") } }
    }

    private func versions(_ keys: any Database) async throws -> [Int] {
        try await keys.read { try $0.rows("SELECT version FROM hub_secrets WHERE name = 'wrapping' ORDER BY version").map { try $0.get("version") } }
    }

    @Test func `a new key of the hub takes what is new at once, and what is there step by step`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: root, keys: keys)
        let sealed = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina), third = PersonID(high: 0, low: 3)
        try await keyring.renewHub(at: noon)
        try await keyring.prepare([third], at: noon)
        #expect(try await wrappings(keys) == [1, 1, 2])
        #expect(try await keyring.counts() == KeyCounts(keys: 3, left: 2, erased: 0, epoch: 2))
        #expect(try await keyring.rewrap(atMost: 1) == 1)
        // Ended in the middle: the next process goes on.
        let later = try await Keyring.open(root: root, hub: "port-selby", keys: keys)
        #expect(try later.open(sealed, row: "1", of: .amina) == "Hello")
        while try await later.rewrap(atMost: 1) > 0 {}
        #expect(try await wrappings(keys) == [2, 2, 2])
        #expect(try await later.counts().left == 0)
        #expect(try await versions(keys) == [2])
        let last = try await Keyring.open(root: root, hub: "port-selby", keys: keys)
        #expect(try last.open(sealed, row: "1", of: .amina) == "Hello")
    }

    @Test func `indexes, tags and pseudonyms stay what they were, whichever key is new`() async throws {
        let keys = try await emptyKeys(), keyring = try await filledKeyring(keys: keys), new = RootKey()
        func names(_ keyring: Keyring) throws -> [String] {
            [keyring.blindIndex("x", column: "a.b").hex, keyring.mac("x", for: "link"), keyring.pseudonym(of: .amina),
             try keyring.auditName(of: "x", under: nil), try keyring.auditName(of: "x", under: .amina)]
        }
        let before = try names(keyring)
        try await keyring.renewHub(at: noon)
        try await keyring.renewPeople(at: noon)
        try await keyring.add(new, at: noon)
        try await keyring.adopt(new)
        #expect(try names(keyring) == before)
        #expect(try await names(Keyring.open(root: new, hub: "port-selby", keys: keys)) == before)
    }

    @Test func `a secret of the hub is sealed under the newest key, and an older one still opens`() async throws {
        let keys = try await emptyKeys(), keyring = try await filledKeyring(keys: keys)
        let old = try keyring.sealSecret("four wild geese", as: "mail_password")
        #expect(try keyring.resealedSecret(old, as: "mail_password") == nil)
        try await keyring.renewHub(at: noon)
        let new = try #require(try keyring.resealedSecret(old, as: "mail_password"))
        #expect(new.hasPrefix("2.") && new != old)
        for sealed in [old, new] { #expect(try keyring.openSecret(sealed, as: "mail_password") == "four wild geese") }
        #expect(try keyring.resealedSecret("smtps://mail.example", as: "mail_server") == nil)
        #expect(throws: KeyProblem.altered) { try keyring.openSecret("3." + new.dropFirst(2), as: "mail_password") }
    }

    @Test func `the key that signs stays the same under new keys of the hub`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: root, keys: keys)
        let before = try await keyring.signingKey(for: "audit", at: noon).verifying.pem
        try await keyring.renewHub(at: noon)
        try await keyring.resealHubKeys()
        let sealed: String? = try await keys.read { try $0.value("SELECT sealed FROM hub_keys") }
        #expect(sealed?.hasPrefix("2.") == true)
        #expect(try await Keyring.open(root: root, hub: "port-selby", keys: keys).signingKey(for: "audit", at: noon).verifying.pem == before)
    }

    @Test func `new keys for people are made for all of them or for none, and not for those who were erased`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: root, keys: keys)
        let old = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        try await keyring.destroy(.yusuf)
        try await keyring.renewPeople(at: noon)
        #expect(try keyring.isOutdated(old, of: .amina))
        #expect(throws: KeyProblem.erased) { try keyring.seal("x", as: NoteText.self, row: "1", of: .yusuf) }
        let rows = try await keys.read { try $0.rows("SELECT person_id, version FROM person_keys").map { (try $0.get("person_id") as PersonID, try $0.get("version") as Int) } }
        #expect(rows.filter { $0.0 == .amina }.map(\.1).sorted() == [1, 2] && rows.filter { $0.0 == .yusuf }.map(\.1) == [1])
        #expect(try await Keyring.open(root: root, hub: "port-selby", keys: keys).open(old, row: "1", of: .amina) == "Hello")
    }

    @Test func `another root key opens the hub once it is there, the old one until it is forgotten, and what is made later lies under the new one`() async throws {
        let old = RootKey(), new = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: old, keys: keys)
        let sealed = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        try await keyring.add(new, at: noon)
        for root in [old, new] { #expect(try await Keyring.open(root: root, hub: "port-selby", keys: keys).open(sealed, row: "1", of: .amina) == "Hello") }
        try await keyring.adopt(new)
        await #expect(throws: KeyProblem.wrongRoot) { try await Keyring.open(root: old, hub: "port-selby", keys: keys) }
        // In the same process: the keys of the hub that follow must lie under the new root key, too.
        try await keyring.renewHub(at: noon)
        while try await keyring.rewrap(atMost: 10) > 0 {}
        let later = try await Keyring.open(root: new, hub: "port-selby", keys: keys)
        try await later.adopt(new)
        #expect(try later.open(sealed, row: "1", of: .amina) == "Hello")
    }

    @Test func `no secret is taken away that does not lie under the root key that stays`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: root, keys: keys)
        try await keyring.adopt(RootKey())
        #expect(try await Keyring.open(root: root, hub: "port-selby", keys: keys).counts().keys == 2)
    }

    @Test func `after an erasure a new epoch begins, and the key under which the destroyed one lay is gone`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: root, keys: keys)
        #expect(try await !keyring.needsEpoch())
        let remnant: [UInt8]? = try await keys.read { try $0.value("SELECT wrapped FROM person_keys WHERE person_id = \(PersonID.amina)") }
        let sealed = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        try await keyring.destroy(.amina)
        #expect(try await keyring.needsEpoch())
        #expect(try await keyring.people().filter(\.isErased).map(\.person) == [.amina])
        try await keyring.beginEpoch(at: noon)
        while try await keyring.rewrap(atMost: 10) > 0 {}
        #expect(try await !keyring.needsEpoch())
        #expect(try await versions(keys) == [2])
        // Whoever finds the destroyed key on the disk and puts it back has nothing that opens it.
        try await keys.write { try $0.execute("UPDATE person_keys SET wrapped = \(remnant) WHERE person_id = \(PersonID.amina)") }
        await #expect(throws: KeyProblem.wrongRoot) {
            _ = try await Keyring.open(root: root, hub: "port-selby", keys: keys).open(sealed, row: "1", of: .amina)
        }
    }

    @Test func `keys that an older program made go on to open everything`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), wrap = RootWrap(root, hub: "port-selby")
        // As it was: the hub's key follows from the root key, and nothing of the hub is stored.
        let old = try HubKeys(root: wrap, opened: HubSecret.first(under: wrap, isNew: false).map { try $0.opened(under: wrap) })
        let key = try WrappedKey.make(for: .amina, version: 1, under: old)
        try await keys.write { try KeyStore(db: $0).insert(key, at: noon) }
        await #expect(throws: KeyProblem.wrongRoot) { try await Keyring.open(root: RootKey(), hub: "port-selby", keys: keys) }
        let keyring = try await Keyring.open(root: root, hub: "port-selby", keys: keys)
        #expect(try keyring.key(1, of: .amina) == key.key(under: old))
        #expect(keyring.hub.pseudonym.finalize() == old.pseudonym.finalize())
    }
}
