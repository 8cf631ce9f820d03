import Storage
import Testing
@testable import Vault

@Suite struct SigningKeyTests {
    @Test func `the key is made once, and is the same after a restart`() async throws {
        let root = RootKey(), keys = try await emptyKeys()
        let first = try await Keyring.open(root: root, hub: "a", keys: keys).signingKey(for: "audit", at: noon)
        let second = try await Keyring.open(root: root, hub: "a", keys: keys).signingKey(for: "audit", at: noon)
        #expect(second.verifying.isValid(try first.sign("four wild geese"), of: "four wild geese"))
        #expect(first.verifying.pem == second.verifying.pem)
    }

    @Test func `many who ask at once get the same key`() async throws {
        let keyring = try await Keyring.open(root: RootKey(), hub: "a", keys: try await emptyKeys())
        let found = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await keyring.signingKey(for: "audit", at: noon).verifying.pem } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(found.count == 1)
    }

    @Test func `each use has a key of its own`() async throws {
        let keyring = try await filledKeyring()
        let one = try await keyring.signingKey(for: "audit", at: noon), other = try await keyring.signingKey(for: "receipts", at: noon)
        #expect(one.verifying.pem != other.verifying.pem)
    }

    // ASVS 11.6.1
    @Test func `a signature holds for its text only`() async throws {
        let key = try await filledKeyring().signingKey(for: "audit", at: noon), signature = try key.sign("four wild geese")
        #expect(!key.verifying.isValid(signature, of: "five wild geese") && !key.verifying.isValid([], of: "four wild geese"))
        #expect(!key.verifying.isValid(Array(signature.reversed()), of: "four wild geese"))
    }

    // ASVS 13.3.1
    @Test func `the key does not lie in the open, and no other root key opens it`() async throws {
        let keys = try await emptyKeys()
        let key = try await Keyring.open(root: RootKey(), hub: "a", keys: keys).signingKey(for: "audit", at: noon)
        let sealed: String? = try await keys.read { try $0.value("SELECT sealed FROM hub_keys") }
        #expect(sealed?.contains(key.secret) == false && "\(key)" == "SigningKey(…)")
        await #expect(throws: KeyProblem.wrongRoot) { try await Keyring.open(root: RootKey(), hub: "a", keys: keys) }
    }
}
