import Foundation
import Testing
@testable import Vault

struct KeyFileTests {
    @Test func `a created key loads again`() throws {
        try withFolder { folder in
            let key = try RootKey.create(at: folder + "/root.key")
            #expect(try RootKey.load(from: folder + "/root.key") == key)
        }
    }

    // ASVS 13.3.2
    @Test func `a created file is readable by its owner only`() throws {
        try withFolder { folder in
            _ = try RootKey.create(at: folder + "/root.key")
            #expect(try mode(folder + "/root.key") == 0o400)
        }
    }

    @Test func `nothing but the key is left in the folder`() throws {
        try withFolder { folder in
            _ = try RootKey.create(at: folder + "/root.key")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["root.key"])
        }
    }

    @Test func `the file holds the printed key in one line`() throws {
        try withFolder { folder in
            let key = try RootKey.create(at: folder + "/root.key")
            #expect(try String(contentsOfFile: folder + "/root.key", encoding: .utf8) == key.printable + "\n")
        }
    }

    @Test func `a key is never overwritten`() throws {
        try withFolder { folder in
            let file = folder + "/root.key", key = try RootKey.create(at: file)
            #expect(throws: KeyProblem.alreadyThere(file: file)) { try RootKey.create(at: file) }
            #expect(try RootKey.load(from: file) == key)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["root.key"])
        }
    }

    // ASVS 13.3.2
    @Test(arguments: [0o440, 0o404, 0o644, 0o420, 0o401]) func `a file open to others is refused`(mode: Int) throws {
        try withFolder { folder in
            let file = folder + "/root.key"
            _ = try RootKey.create(at: file)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
            #expect(throws: KeyProblem.exposed(file: file)) { try RootKey.load(from: file) }
        }
    }

    // ASVS 13.3.2
    @Test(arguments: [(0o644, false), (0o440, false), (0o401, false), (0o400, true), (0o600, true)]) func `a printed key in a file is under the same rule`(mode: Int, isRead: Bool) throws {
        try withFolder { folder in
            let file = folder + "/backup.key", key = SealingKey()
            try Data("\(key.printable)\n".utf8).write(to: URL(filePath: file))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
            guard isRead else {
                #expect(throws: KeyProblem.exposed(file: file)) { try SealingKey(file: file) }
                return
            }
            #expect(try SealingKey(file: file).printable == key.printable)
            #expect(throws: KeyProblem.missing(file: file + "x")) { try SealingKey(file: file + "x") }
        }
    }

    @Test(arguments: [0o400, 0o600]) func `a file open to its owner only is read`(mode: Int) throws {
        try withFolder { folder in
            let file = folder + "/root.key", key = try RootKey.create(at: file)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
            #expect(try RootKey.load(from: file) == key)
        }
    }

    @Test func `the refusal of an open file names the remedy`() {
        #expect("\(KeyProblem.exposed(file: "/etc/k"))".contains("chmod 0400 /etc/k"))
    }

    @Test func `a missing file is told apart`() {
        #expect(throws: KeyProblem.missing(file: "/nowhere/root.key")) { try RootKey.load(from: "/nowhere/root.key") }
    }

    @Test func `a folder is no key`() throws {
        try withFolder { folder in
            #expect(throws: KeyProblem.file(folder, reason: "it is no file")) { try RootKey.load(from: folder) }
        }
    }

    @Test func `a cut file is refused by its length`() throws {
        try withFolder { folder in
            let file = folder + "/root.key"
            try RootKey().printable.prefix(30).write(toFile: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: file)
            #expect(throws: KeyProblem.wrongLength(24)) { try RootKey.load(from: file) }
        }
    }

    private func mode(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    }
}
