import Identity
import Storage
import Testing
@testable import Vault

struct SealedTests {
    @Test(arguments: ["", "a", "Привіт", "مرحبا", String(repeating: "long ", count: 10_000)])
    func `a text comes back as it was`(text: String) async throws {
        let keyring = try await filledKeyring()
        #expect(try keyring.open(keyring.seal(text, as: NoteText.self, row: "1", of: .amina), row: "1", of: .amina) == text)
    }

    @Test func `sealing twice gives different bytes`() async throws {
        let keyring = try await filledKeyring()
        let (a, b) = (try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina),
                      try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina))
        #expect(a != b)
    }

    // ASVS 11.3.3
    @Test func `it does not open in another row`() async throws {
        let (keyring, sealed) = try await sealed()
        #expect(throws: KeyProblem.altered) { try keyring.open(sealed, row: "2", of: .amina) }
    }

    @Test func `it does not open in another column`() async throws {
        let (keyring, sealed) = try await sealed()
        let moved = Sealed<NoteTitle>(bytes: sealed.bytes)
        #expect(throws: KeyProblem.altered) { try keyring.open(moved, row: "1", of: .amina) }
    }

    @Test func `it does not open in another table`() async throws {
        let (keyring, sealed) = try await sealed()
        let moved = Sealed<PlanText>(bytes: sealed.bytes)
        #expect(throws: KeyProblem.altered) { try keyring.open(moved, row: "1", of: .amina) }
    }

    @Test func `it does not open as another person's`() async throws {
        let (keyring, sealed) = try await sealed()
        #expect(throws: KeyProblem.altered) { try keyring.open(sealed, row: "1", of: .yusuf) }
    }

    // ASVS 11.3.3
    @Test func `one flipped bit anywhere refuses the whole`() async throws {
        let (keyring, sealed) = try await sealed()
        for bit in 0..<sealed.bytes.count * 8 {
            var bytes = sealed.bytes
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: KeyProblem.self, "bit \(bit)") {
                try keyring.open(Sealed<NoteText>(bytes: bytes), row: "1", of: .amina)
            }
        }
    }

    @Test func `cut bytes are refused`() async throws {
        let (keyring, sealed) = try await sealed()
        for count in 0..<sealed.bytes.count {
            let cut = Sealed<NoteText>(bytes: Array(sealed.bytes.prefix(count)))
            #expect(throws: KeyProblem.self, "\(count) bytes") { try keyring.open(cut, row: "1", of: .amina) }
        }
    }

    // ASVS 11.2.2 11.3.1 11.3.2
    @Test func `the layout is version, key version, nonce, ciphertext and tag`() async throws {
        let (_, sealed) = try await sealed()
        #expect(Array(sealed.bytes.prefix(3)) == [1, 0, 1] && sealed.bytes.count == 3 + 12 + 32 + 16)
    }

    @Test func `names of any usual length look alike`() async throws {
        let keyring = try await filledKeyring()
        let sizes = try Set(["Ali", "Abdulrahman al-Muhammadi"].map {
            try keyring.seal($0, as: NoteText.self, row: "1", of: .amina).bytes.count
        })
        #expect(sizes.count == 1)
    }

    @Test func `it passes through a column`() async throws {
        let (keyring, sealed) = try await sealed()
        let back = try await emptyKeys().read { db in try db.value("SELECT \(sealed)") as Sealed<NoteText>? }
        #expect(try keyring.open(#require(back), row: "1", of: .amina) == "Hello")
    }

    // ASVS 16.2.5
    @Test func `printing it shows its column's type only`() async throws {
        let (keyring, sealed) = try await sealed()
        var dumped = ""
        dump(sealed, to: &dumped)
        #expect("\(sealed)" == "Sealed<NoteText>(…)" && String(reflecting: sealed) == "Sealed<NoteText>(…)")
        #expect(dumped == "- Sealed<NoteText>(…)\n")
        #expect("\(keyring)" == "Keyring(…)")
    }

    private func sealed() async throws -> (Keyring, Sealed<NoteText>) {
        let keyring = try await filledKeyring()
        return (keyring, try keyring.seal("Hello", as: NoteText.self, row: "1", of: .amina))
    }
}

struct PaddingTests {
    /// Padmé sizes: the last E - S bits of the length are zero, E its binary exponent, S the bits of E.
    @Test(arguments: [
        (0, 32), (9, 32), (32, 32), (33, 36), (36, 36), (37, 40), (63, 64), (64, 64), (65, 72), (100, 104), (127, 128),
        (200, 208), (1000, 1024), (1025, 1088), (10_000, 10_240), (1_000_000, 1_015_808),
    ]) func `a length is padded to its Padmé size`(length: Int, size: Int) {
        #expect(Padding.size(for: length) == size)
    }

    @Test func `padding adds an eighth at most`() {
        #expect((32...100_000).allSatisfy { Double(Padding.size(for: $0)) <= Double($0) * 1.12 + 1 })
    }

    @Test(arguments: [0, 1, 28, 29, 5000]) func `padding comes off again`(count: Int) throws {
        let text = [UInt8](repeating: 0, count: count)
        #expect(try #require(Padding.stripped(Padding.padded(text))).elementsEqual(text))
    }

    @Test(arguments: [[], [0, 0, 0], [0, 0, 0, 1], [255, 255, 255, 255, 7]] as [[UInt8]])
    func `a length that does not fit is refused`(bytes: [UInt8]) {
        #expect(Padding.stripped(bytes) == nil)
    }
}
