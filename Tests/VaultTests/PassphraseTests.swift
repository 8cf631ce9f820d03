import Foundation
import Testing
@testable import Vault

@Suite struct PassphraseTests {
    private let cost = Passwords.Cost(memory: 1 << 20, passes: 1)
    private let words = Passphrase("our green kettle sings at dawn")

    @Test func `the passphrase opens the key that it locked, and no other does`() throws {
        let root = RootKey(), locked = try LockedRootKey(root, by: words, cost: cost)
        #expect(try locked.opened(by: words) == root)
        #expect(throws: KeyProblem.wrongPassphrase) { try locked.opened(by: Passphrase("our green kettle sings at dusk")) }
        #expect(throws: KeyProblem.wrongPassphrase) { try locked.opened(by: Passphrase("")) }
    }

    @Test func `it reads back from its text, and no changed byte is taken`() throws {
        let root = RootKey(), text = try LockedRootKey(root, by: words, cost: cost).text
        #expect(try LockedRootKey(text: text)?.opened(by: words) == root)
        for place in stride(from: 0, to: text.utf8.count - 1, by: 3) {
            var bytes = Array(text.utf8)
            bytes[place] ^= 1
            let changed = LockedRootKey(text: String(decoding: bytes, as: UTF8.self))
            #expect((try? changed?.opened(by: words)) == nil, "byte \(place)")
        }
    }

    @Test func `a cost that would never end is refused without being tried`() throws {
        let text = try LockedRootKey(RootKey(), by: words, cost: cost).text
        for wrong in ["argon2id 99999999999 1", "argon2id 1048576 1000000", "argon2id 10 1", "scrypt 1048576 1"] {
            #expect(LockedRootKey(text: text.replacing("argon2id 1048576 1", with: wrong)) == nil)
        }
    }

    @Test func `two keyboards that write one character in two ways open the same key`() throws {
        let root = RootKey(), locked = try LockedRootKey(root, by: Passphrase("caf\u{E9} au lait, tr\u{E8}s chaud"), cost: cost)
        #expect(try locked.opened(by: Passphrase("cafe\u{301} au lait, tre\u{300}s chaud")) == root)
    }

    @Test(arguments: ["short", "aaaaaaaaaaaaaaaaaaaaaaaa", "passwordpassword"])
    func `what is easy to guess locks nothing`(_ text: String) {
        #expect(Passphrase.problem(with: text) != nil)
        #expect(Passphrase.problem(with: "our green kettle sings at dawn") == nil)
    }

    @Test func `it is never shown`() {
        #expect(!"\(words)".contains("kettle") && !String(reflecting: words).contains("kettle"))
    }

    @Test func `a file goes from plain to locked and back, and is never readable by others`() throws {
        try withFolder { folder in
            let file = RootKeyFile(folder + "/root.key"), root = try RootKey.create(at: file.path)
            try file.replace(with: .locked(try LockedRootKey(root, by: words, cost: cost)))
            guard case .locked(let locked) = try file.read() else { throw KeyProblem.damaged(file: file.path) }
            #expect(try locked.opened(by: words) == root)
            #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o400)
            let kept = try String(contentsOfFile: file.path, encoding: .utf8)
            #expect(!kept.contains(root.printable) && !kept.contains("kettle"))
            try file.replace(with: .plain(root))
            guard case .plain(let again) = try file.read() else { throw KeyProblem.damaged(file: file.path) }
            #expect(again == root)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["root.key"])
        }
    }

    @Test func `a next key lies beside the present one until it comes in or is forgotten`() throws {
        try withFolder { folder in
            let file = RootKeyFile(folder + "/root.key"), root = try RootKey.create(at: file.path), next = RootKey()
            func read(_ content: RootKeyFile.Content?) -> RootKey? { if case .plain(let key) = content { key } else { nil } }
            #expect(try file.next() == nil)
            try file.prepare(.plain(RootKey()))
            try file.prepare(.plain(next))
            #expect(try read(file.next()) == next && read(file.read()) == root)
            try file.promote()
            #expect(try read(file.read()) == next && file.next() == nil)
            try file.prepare(.plain(root))
            file.forgetNext()
            #expect(try file.next() == nil)
        }
    }
}

extension RootKeyFile.Content? {
    fileprivate static func == (content: Self, none: _OptionalNilComparisonType) -> Bool { if case .none = content { true } else { false } }
}
