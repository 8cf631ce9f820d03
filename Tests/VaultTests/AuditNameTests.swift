import Identity
import Testing
@testable import Vault

@Suite struct AuditNameTests {
    @Test func `a person has the same name every time, and another than anybody else`() async throws {
        let keyring = try await filledKeyring()
        let name = try keyring.auditName(of: "person", under: .amina)
        #expect(try name == keyring.auditName(of: "person", under: .amina) && name.count == 32)
        #expect(try name != keyring.auditName(of: "person", under: .yusuf))
        #expect(try name != keyring.auditName(of: "object", under: .amina))
        #expect(try name != keyring.auditName(of: "person", under: nil))
    }

    @Test func `once the key is destroyed nobody can make the name again, and each new one is random`() async throws {
        let keyring = try await filledKeyring()
        let name = try keyring.auditName(of: "person", under: .amina)
        try await keyring.destroy(.amina)
        let later = try (0..<3).map { _ in try keyring.auditName(of: "person", under: .amina) }
        #expect(Set(later + [name]).count == 4)
    }

    @Test func `who never had a key is named under the hub's`() async throws {
        let keyring = try await filledKeyring(), nobody = PersonID(high: 0, low: 9)
        #expect(try keyring.auditName(of: "x", under: nobody) == keyring.auditName(of: "x", under: nil))
        let other = try await filledKeyring()
        #expect(try keyring.auditName(of: "x", under: nil) != other.auditName(of: "x", under: nil))
    }
}
