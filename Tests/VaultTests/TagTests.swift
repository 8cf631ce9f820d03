import Identity
import Testing
@testable import Vault

struct BlindIndexTests {
    @Test func `equal values have equal indexes`() async throws {
        let keyring = try await filledKeyring()
        #expect(keyring.blindIndex("+49170", column: "phone") == keyring.blindIndex("+49170", column: "phone"))
    }

    @Test func `the index differs by column`() async throws {
        let keyring = try await filledKeyring()
        #expect(keyring.blindIndex("x", column: "phone") != keyring.blindIndex("x", column: "email"))
    }

    @Test func `the index differs by hub`() async throws {
        let root = RootKey()
        let (here, there) = (try await filledKeyring(root: root), try await filledKeyring(root: root, hub: "other"))
        #expect(here.blindIndex("x", column: "phone") != there.blindIndex("x", column: "phone"))
    }

    @Test func `it is stored as sixteen hex digits`() async throws {
        let index = try await filledKeyring().blindIndex("x", column: "phone")
        #expect(index.hex.count == 16 && index.hex.allSatisfy(\.isHexDigit))
        #expect(try BlindIndex(sqlValue: index.sqlValue) == index)
    }
}

struct MacTests {
    // ASVS 6.6.2 9.1.1 9.2.2
    @Test func `a tag is verified for its text and purpose only`() async throws {
        let keyring = try await filledKeyring(), tag = keyring.mac("session", for: "form")
        #expect(keyring.verify(tag, of: "session", for: "form"))
        #expect(!keyring.verify(tag, of: "other", for: "form"))
        #expect(!keyring.verify(tag, of: "session", for: "link"))
    }

    @Test(arguments: ["", "x", "====", "not base64!", String(repeating: "A", count: 43)])
    func `what is no tag is refused`(tag: String) async throws {
        #expect(try await !filledKeyring().verify(tag, of: "session", for: "form"))
    }

    @Test func `a tag goes into addresses as it is`() async throws {
        let tag = try await filledKeyring().mac("session", for: "form")
        #expect(tag.count == 43 && tag.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test func `another spelling of a tag's last bits is refused`() async throws {
        let keyring = try await filledKeyring(), tag = keyring.mac("session", for: "form")
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let last = try #require(tag.last.flatMap(alphabet.firstIndex))
        #expect(!keyring.verify(tag.dropLast() + String(alphabet[last ^ 1]), of: "session", for: "form"))
    }
}

struct PseudonymTests {
    @Test func `a pseudonym is stable, differs by person, and holds nothing of the id`() async throws {
        let keyring = try await filledKeyring()
        #expect(keyring.pseudonym(of: .amina) == keyring.pseudonym(of: .amina))
        #expect(keyring.pseudonym(of: .amina) != keyring.pseudonym(of: .yusuf))
        #expect(keyring.pseudonym(of: .amina).count == 32)
    }
}

struct SecretTests {
    // ASVS 6.5.3 7.2.3 11.5.1
    @Test(arguments: [(16, 22), (32, 43)]) func `a token has the length of its bytes`(bytes: Int, characters: Int) {
        #expect(Secret.token(bytes: bytes).count == characters)
    }

    // ASVS 7.2.2 11.5.1
    @Test func `tokens differ`() {
        #expect(Set((0..<1000).map { _ in Secret.token() }).count == 1000)
    }

    @Test func `each digit is about equally frequent`() {
        let digits = Secret.digits(100_000)
        let counts = Dictionary(digits.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(digits.count == 100_000 && counts.count == 10)
        // Nine standard deviations from 10,000.
        #expect(counts.values.allSatisfy { (9_150...10_850).contains($0) })
    }

    // ASVS 11.4.1 11.4.3
    @Test func `the hash is SHA-256`() {
        #expect(Hex.written(Secret.hash("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
