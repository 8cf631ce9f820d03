import Identity
import Storage
import Testing
@testable import Vault

struct KeyringTests {
    @Test func `what was sealed opens after a restart`() async throws {
        let root = RootKey(), keys = try await emptyKeys()
        let sealed = try await filledKeyring(root: root, keys: keys).seal("Hello", as: NoteText.self, row: "1", of: .amina)
        let later = try await Keyring.open(root: root, hub: "port-selby", keys: keys)
        #expect(try later.open(sealed, row: "1", of: .amina) == "Hello")
    }

    @Test func `preparing again keeps the key`() async throws {
        let keyring = try await filledKeyring()
        let sealed = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        try await keyring.prepare([.amina], at: noon)
        #expect(try keyring.open(sealed, row: "1", of: .amina) == "Hello")
    }

    @Test func `two keyrings over one file agree on who was first`() async throws {
        let root = RootKey(), keys = try await emptyKeys()
        let first = try await Keyring.open(root: root, hub: "a", keys: keys)
        let second = try await Keyring.open(root: root, hub: "a", keys: keys)
        try await first.prepare([.amina], at: noon)
        try await second.prepare([.amina], at: noon)
        let sealed = try first.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        #expect(try second.open(sealed, row: "1", of: .amina) == "Hello")
    }

    @Test func `the same person prepared many times at once has one key`() async throws {
        let keys = try await emptyKeys()
        let keyring = try await Keyring.open(root: RootKey(), hub: "a", keys: keys)
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 { group.addTask { try await keyring.prepare([.amina, .amina], at: noon) } }
            try await group.waitForAll()
        }
        #expect(try await keys.read { try $0.count("SELECT count(*) FROM person_keys") } == 1)
    }

    // ASVS 13.3.1
    @Test func `no key is stored in the clear or twice alike`() async throws {
        let keys = try await emptyKeys()
        _ = try await filledKeyring(keys: keys)
        let stored: [[UInt8]] = try await keys.read { try $0.rows("SELECT wrapped FROM person_keys").map { try $0.get("wrapped") } }
        #expect(stored.map(\.count) == [60, 60] && stored[0] != stored[1])
    }

    @Test func `sealing for someone unprepared is refused`() async throws {
        let keyring = try await Keyring.open(root: RootKey(), hub: "a", keys: emptyKeys())
        #expect(throws: KeyProblem.noKey) { try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina) }
    }

    @Test func `another root key is refused at the start`() async throws {
        let keys = try await emptyKeys()
        _ = try await filledKeyring(keys: keys)
        await #expect(throws: KeyProblem.wrongRoot) { try await Keyring.open(root: RootKey(), hub: "port-selby", keys: keys) }
    }

    @Test func `another hub under the same root key is refused at the start`() async throws {
        let root = RootKey(), keys = try await emptyKeys()
        _ = try await filledKeyring(root: root, keys: keys)
        await #expect(throws: KeyProblem.wrongRoot) { try await Keyring.open(root: root, hub: "other", keys: keys) }
    }

    @Test func `a wrapped key moved to another person does not open`() async throws {
        let root = RootKey(), keys = try await emptyKeys()
        _ = try await filledKeyring(root: root, keys: keys)
        try await keys.write { db in
            try db.execute("""
                UPDATE person_keys SET wrapped = (SELECT wrapped FROM person_keys WHERE person_id = \(PersonID.yusuf))
                WHERE person_id = \(PersonID.amina)
                """)
        }
        await #expect(throws: KeyProblem.wrongRoot) {
            let keyring = try await Keyring.open(root: root, hub: "port-selby", keys: keys)
            _ = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        }
    }

    // ASVS 11.2.2
    @Test func `a renewed key leaves what was sealed readable, and marks it as outdated`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: root, keys: keys)
        let old = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        try await keyring.renew(.amina, at: noon)
        let new = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        let later = try await Keyring.open(root: root, hub: "port-selby", keys: keys)
        #expect(try later.open(old, row: "1", of: .amina) == "Hello" && later.open(new, row: "1", of: .amina) == "Hello")
        #expect(try later.isOutdated(old, of: .amina) && !later.isOutdated(new, of: .amina))
    }
}

struct ErasureTests {
    // ASVS 14.2.4
    @Test func `what a destroyed key sealed never opens again`() async throws {
        let keyring = try await filledKeyring()
        let sealed = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        try await keyring.destroy(.amina)
        #expect(throws: KeyProblem.erased) { try keyring.open(sealed, row: "1", of: .amina) }
    }

    @Test func `it stays closed after a restart`() async throws {
        let root = RootKey(), keys = try await emptyKeys(), keyring = try await filledKeyring(root: root, keys: keys)
        let sealed = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina)
        try await keyring.destroy(.amina)
        let later = try await Keyring.open(root: root, hub: "port-selby", keys: keys)
        #expect(throws: KeyProblem.erased) { try later.open(sealed, row: "1", of: .amina) }
    }

    @Test func `nobody gets a second key after erasure`() async throws {
        let keyring = try await filledKeyring()
        try await keyring.destroy(.amina)
        await #expect(throws: KeyProblem.erased) { try await keyring.prepare([.amina], at: noon) }
        await #expect(throws: KeyProblem.erased) { try await keyring.renew(.amina, at: noon) }
    }

    @Test func `others are not touched`() async throws {
        let keyring = try await filledKeyring()
        let sealed = try keyring.seal("Hello", as: NoteText.self, row: "1", of: .yusuf)
        try await keyring.destroy(.amina)
        #expect(try keyring.open(sealed, row: "1", of: .yusuf) == "Hello")
    }

    @Test func `every version of the key is gone from the file`() async throws {
        let keys = try await emptyKeys(), keyring = try await filledKeyring(keys: keys)
        try await keyring.renew(.amina, at: noon)
        try await keyring.destroy(.amina)
        let left = try await keys.read { db in
            try db.count("SELECT count(*) FROM person_keys WHERE person_id = \(PersonID.amina) AND wrapped IS NOT NULL")
        }
        #expect(left == 0)
    }
}
