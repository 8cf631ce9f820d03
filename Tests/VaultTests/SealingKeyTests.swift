import Foundation
import Crypto
import Testing
@testable import Vault

@Suite struct SealingKeyTests {
    private static let keys = SealingSuite.allCases.compactMap { try? SealingKey($0, SymmetricKey(size: .bits256)) }

    @Test func `X-Wing is what a new key is of`() { #expect(SealingKey().suite == .xwing && Self.keys.count == SealingSuite.allCases.count) }

    @Test(arguments: keys)
    func `what was sealed to a key opens with it, piece after piece, and with no other`(_ key: SealingKey) throws {
        var sealing = try key.publicHalf().sealing(for: "a test")
        let pieces = try (1...3).map { try sealing.seal(Data("piece \($0)".utf8), as: "\($0)") }
        var opening = try key.opening(sealing.encapsulated, for: "a test")
        for (number, piece) in zip(1..., pieces) { #expect(try opening.open(piece, as: "\(number)") == Data("piece \(number)".utf8)) }
        let other = try SealingKey(key.suite, SymmetricKey(size: .bits256))
        var wrong = try other.opening(sealing.encapsulated, for: "a test")
        #expect(throws: KeyProblem.altered) { try wrong.open(pieces[0], as: "1") }
        var elsewhere = try key.opening(sealing.encapsulated, for: "another")
        #expect(throws: KeyProblem.altered) { try elsewhere.open(pieces[0], as: "1") }
    }

    @Test(arguments: keys)
    func `a piece out of its order, under another name or changed does not open`(_ key: SealingKey) throws {
        var sealing = try key.publicHalf().sealing(for: "a test")
        let first = try sealing.seal(Data("one".utf8), as: "1"), second = try sealing.seal(Data("two".utf8), as: "2")
        for (piece, name) in [(second, "2"), (first, "2"), (Data(first.dropLast()), "1"), (Data([first[first.startIndex] ^ 1]) + first.dropFirst(), "1")] {
            var opening = try key.opening(sealing.encapsulated, for: "a test")
            #expect(throws: KeyProblem.altered) { try opening.open(piece, as: name) }
        }
    }

    @Test(arguments: keys)
    func `both halves read back as they were written`(_ key: SealingKey) throws {
        let again = try SealingKey(printable: key.printable.lowercased())
        #expect(try again.suite == key.suite && again.publicHalf() == key.publicHalf())
        #expect(PublicSealingKey(text: try key.publicHalf().text) == (try key.publicHalf()))
        #expect(!"\(key)".contains(key.printable.prefix(4)))
    }

    @Test func `what is no key is not taken for one`() throws {
        for text in ["", "1.", "9.AAAA", "1.AAAA", "2." + String(repeating: "A", count: 42), RootKey().printable] { #expect(PublicSealingKey(text: text) == nil) }
        #expect(throws: KeyProblem.mistyped) { try SealingKey(printable: RootKey().printable) }
        #expect(throws: KeyProblem.wrongLength(4)) { try SealingKey(printable: "ABCD") }
    }
}

@Suite struct MemoryTests {
    @Test func `the memory of the process goes into no core dump`() throws {
        #expect(Memory.close())
        let limits = try String(contentsOfFile: "/proc/self/limits", encoding: .utf8).split(separator: "\n")
        let core = try #require(limits.first { $0.hasPrefix("Max core file size") })
        #expect(core.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
    }
}
