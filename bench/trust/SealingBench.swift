import Foundation
import Identity
import People
import SQLiteEngine
import Storage
import Vault

/// What it costs to seal a text and to open it again.
enum SealingBench {
    static func run(_ count: Int, in folder: URL) async throws {
        let keys = try SQLiteDatabase(path: folder.appending(path: "keys.sqlite").path)
        try await Migrator(Keyring.migrations).run(on: keys)
        let keyring = try await Keyring.open(root: RootKey(), hub: "tessera", keys: keys)
        var random = SystemRandomNumberGenerator()
        let person = PersonID(milliseconds: 1_795_262_400_000, random: &random), text = String(repeating: "Sealed. ", count: 128)
        try await keyring.prepare([person], at: Date())
        var sealed = try keyring.seal(text, as: ContactWords.self, row: "row", of: person)
        let spent = try await seconds { for _ in 0..<count { sealed = try keyring.seal(text, as: ContactWords.self, row: "row", of: person) } }
        say("seal 1 KiB", spent, of: count)
        var length = 0
        let opening = try await seconds { for _ in 0..<count { length += try keyring.open(sealed, row: "row", of: person).utf8.count } }
        say("open 1 KiB", opening, of: count)
        precondition(length == count * text.utf8.count)
        try await keys.close()
    }
}
