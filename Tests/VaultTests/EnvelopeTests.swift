import Crypto
import Foundation
import Testing
@testable import Vault

private enum Column: SealedColumn { static let table = "protection_notes", column = "words" }
private enum OtherColumn: SealedColumn { static let table = "protection_notes", column = "other" }

@Suite struct EnvelopeTests {
    private static let suites = SealingSuite.allCases
    private func key(_ suite: SealingSuite) throws -> SealingKey { try SealingKey(suite, SymmetricKey(size: .bits256)) }

    @Test(arguments: suites)
    func `each of those it is addressed to opens it, and nobody else`(_ suite: SealingSuite) throws {
        let first = try key(suite), second = try key(suite)
        let envelope = try Envelope("Her brother looks for her.", as: Column.self, row: "1", to: ["a": first.publicHalf(), "b": second.publicHalf()])
        let one = try #require(envelope.keys["a"]), two = try #require(envelope.keys["b"])
        #expect(try Envelope.open(envelope.text, as: Column.self, row: "1", key: one, by: first) == "Her brother looks for her.")
        #expect(try Envelope.open(envelope.text, as: Column.self, row: "1", key: two, by: second) == "Her brother looks for her.")
        #expect(throws: KeyProblem.altered) { try Envelope.open(envelope.text, as: Column.self, row: "1", key: one, by: second) }
    }

    @Test(arguments: suites)
    func `in another row or column, with another's key, or changed in one bit it does not open`(_ suite: SealingSuite) throws {
        let reader = try key(suite), envelope = try Envelope("One", as: Column.self, row: "1", to: ["a": reader.publicHalf()]), sealed = try #require(envelope.keys["a"])
        let other = try Envelope("Two", as: Column.self, row: "1", to: ["a": reader.publicHalf()]), elsewhere = try Envelope("One", as: Column.self, row: "2", to: ["a": reader.publicHalf()])
        #expect(throws: KeyProblem.altered) { try Envelope.open(envelope.text, as: Column.self, row: "2", key: sealed, by: reader) }
        #expect(throws: KeyProblem.altered) { try Envelope.open(envelope.text, as: OtherColumn.self, row: "1", key: sealed, by: reader) }
        #expect(throws: KeyProblem.altered) { try Envelope.open(other.text, as: Column.self, row: "1", key: sealed, by: reader) }
        #expect(throws: KeyProblem.altered) { try Envelope.open(elsewhere.text, as: Column.self, row: "1", key: #require(elsewhere.keys["a"]), by: reader) }
        for (text, key) in [(flipped(envelope.text), sealed), (envelope.text, flipped(sealed)), (envelope.text, ""), ("", sealed), (envelope.text, "9." + sealed.dropFirst(2))] {
            #expect(throws: KeyProblem.altered) { try Envelope.open(text, as: Column.self, row: "1", key: key, by: reader) }
        }
    }

    private func flipped(_ text: String) -> String {
        let middle = text.index(text.startIndex, offsetBy: text.count / 2)
        return text[..<middle] + (text[middle] == "A" ? "B" : "A") + text[text.index(after: middle)...]
    }

    @Test func `texts of like lengths are as long: nobody guesses a note by its size`() throws {
        let reader = try SealingKey().publicHalf()
        let lengths = try [1, 5, 17, 28].map { try Envelope(String(repeating: "x", count: $0), as: Column.self, row: "1", to: ["a": reader]).text.count }
        #expect(Set(lengths).count == 1)
    }
}

@Suite struct LockedSealingKeyTests {
    private let passwords = Passwords(cost: .init(memory: 1 << 20, passes: 1))

    @Test func `password and code open it, as it was stored, and nothing else does`() async throws {
        let (locked, code) = try await passwords.newSealingKey(of: "iryna", by: "seven quiet lanterns")
        let stored = try #require(LockedSealingKey(publicKey: locked.publicKey.text, byPassword: locked.passwordText, byCode: locked.codeText, owner: "iryna"))
        for typed in ["seven quiet lanterns", code, code.lowercased()] {
            #expect(try await passwords.opened(stored, by: typed)?.publicHalf() == locked.publicKey)
        }
        for typed in ["", "seven quiet lantern", RecoveryCode.make()] { #expect(try await passwords.opened(stored, by: typed) == nil) }
    }

    @Test func `put in another's row or under another public half it opens to nobody`() async throws {
        let (locked, code) = try await passwords.newSealingKey(of: "iryna", by: "seven quiet lanterns"), foreign = try SealingKey().publicHalf()
        let moved = try #require(LockedSealingKey(publicKey: locked.publicKey.text, byPassword: locked.passwordText, byCode: locked.codeText, owner: "daniel"))
        let exchanged = try #require(LockedSealingKey(publicKey: foreign.text, byPassword: locked.passwordText, byCode: locked.codeText, owner: "iryna"))
        for changed in [moved, exchanged] {
            for typed in ["seven quiet lanterns", code] { #expect(try await passwords.opened(changed, by: typed) == nil) }
        }
    }

    @Test func `another password takes the place of the first, another code that of the first code`() async throws {
        let (locked, code) = try await passwords.newSealingKey(of: "iryna", by: "seven quiet lanterns")
        #expect(try await passwords.changed(locked, from: "not it", to: "four loud harbor bells") == nil)
        let changed = try #require(try await passwords.changed(locked, from: "seven quiet lanterns", to: "four loud harbor bells"))
        #expect(try await passwords.opened(changed, by: "seven quiet lanterns") == nil)
        let key = try #require(try await passwords.opened(changed, by: "four loud harbor bells")), other = RecoveryCode.make(), renewed = try changed.withCode(other, for: key)
        #expect(try await passwords.opened(renewed, by: code) == nil)
        for typed in [other, "four loud harbor bells"] { #expect(try await passwords.opened(renewed, by: typed)?.publicHalf() == locked.publicKey) }
    }

    @Test func `without a password the code alone opens it`() async throws {
        let (locked, code) = try await passwords.newSealingKey(of: "iryna", by: nil)
        #expect(locked.passwordText == nil && !locked.hasPassword)
        #expect(try await passwords.opened(locked, by: "") == nil)
        #expect(try await passwords.opened(locked, by: code) != nil)
    }
}
