import SQLiteEngine
import Storage
import Testing
@testable import Vault

@Suite struct HubSecretTests {
    // ASVS 13.3.1
    @Test func `a secret of the hub is read back under its name, and under no other`() async throws {
        let keyring = try await keyring()
        let sealed = try keyring.sealSecret("four wild geese", as: "mail_password")
        #expect(try keyring.openSecret(sealed, as: "mail_password") == "four wild geese")
        #expect(throws: KeyProblem.altered) { try keyring.openSecret(sealed, as: "another") }
        #expect(throws: KeyProblem.altered) { try keyring.openSecret((sealed.first == "A" ? "B" : "A") + sealed.dropFirst(), as: "mail_password") }
    }

    @Test func `another root key does not open it, and no two seals are alike`() async throws {
        let first = try await keyring(), second = try await keyring()
        let sealed = try first.sealSecret("four wild geese", as: "mail_password")
        #expect(throws: KeyProblem.altered) { try second.openSecret(sealed, as: "mail_password") }
        #expect(try first.sealSecret("four wild geese", as: "mail_password") != sealed)
    }

    private func keyring() async throws -> Keyring {
        let keys = try SQLiteDatabase.inMemory()
        try await Migrator(Keyring.migrations).run(on: keys)
        return try await Keyring.open(root: RootKey(), hub: "tessera", keys: keys)
    }
}
