import Foundation
import Vault

/// A root key that was read, and how its file is to be written again.
struct RootKeyAtHand: Sendable {
    let key: RootKey
    /// Nil where no passphrase locks it.
    let passphrase: Passphrase?
    var isLocked: Bool { passphrase != nil }

    /// Another key, kept as this one is.
    func with(_ other: RootKey) throws -> RootKeyFile.Content {
        guard let passphrase else { return .plain(other) }
        return .locked(try LockedRootKey(other, by: passphrase))
    }
}

extension DataFolder {
    /// The root key of a hub that is there; asks for its passphrase where it has one.
    func existingRoot() throws -> RootKeyAtHand { try opened(try RootKeyFile(keyFile).read(), nil) }

    /// - Parameter known: a passphrase that was typed already.
    func opened(_ content: RootKeyFile.Content, _ known: Passphrase?) throws -> RootKeyAtHand {
        switch content {
        case .plain(let key): return RootKeyAtHand(key: key, passphrase: nil)
        case .locked(let locked):
            let passphrase = try known ?? typedPassphrase()
            return RootKeyAtHand(key: try locked.opened(by: passphrase), passphrase: passphrase)
        }
    }

    /// From the file descriptor that was named, from systemd, or from whoever sits at the console; never from the command line,
    /// which every user of the machine can read.
    private func typedPassphrase() throws -> Passphrase {
        if let passphraseFD { return try passphrase(from: FileHandle(fileDescriptor: passphraseFD), "file descriptor \(passphraseFD)") }
        if let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"],
           let file = FileHandle(forReadingAtPath: "\(folder)/tessera-passphrase") { return try passphrase(from: file, "the credential tessera-passphrase") }
        guard let typed = Console.askSecret("Passphrase of the root key: ") else { throw CommandProblem("The root key in \(keyFile) is locked by a passphrase, and none was given.") }
        return Passphrase(typed)
    }

    private func passphrase(from file: FileHandle, _ name: String) throws -> Passphrase {
        guard let data = try? file.read(upToCount: 4096), let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first else {
            throw CommandProblem("There is no passphrase in \(name).")
        }
        return Passphrase(String(line))
    }
}

/// A file with the printed key of the backups, under the same rule as that of the root key: only its owner can read it.
struct SealingKeyFile {
    let path: String

    func read() throws -> SealingKey {
        do { return try SealingKey(file: path) } catch .missing { throw CommandProblem("There is no file \(path). Write the printed key of the backups into it.") }
    }
}
