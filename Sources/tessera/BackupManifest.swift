import Crypto
import Foundation

/// The files of a backup with the SHA-256 of each, so that one changed bit is seen.
struct BackupManifest: Codable, Equatable {
    let files: [String: String]
    private static let name = "manifest.json"
    static let kept = ["hub.sqlite", "keys.sqlite"]

    /// Reads the files as they are now.
    init(folder: URL) throws {
        files = try Self.kept.reduce(into: [:]) { files, name in
            let bytes = try Data(contentsOf: folder.appending(path: name), options: .mappedIfSafe)
            files[name] = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        }
    }

    /// Reads what was written down when the backup was made.
    init(writtenIn folder: URL) throws {
        guard let data = try? Data(contentsOf: folder.appending(path: Self.name)),
              let manifest = try? JSONDecoder().decode(Self.self, from: data), Set(manifest.files.keys) == Set(Self.kept) else {
            throw CommandProblem("\(folder.path) is not a backup, or its manifest is damaged.")
        }
        self = manifest
    }

    func write(to folder: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: folder.appending(path: Self.name), options: .atomic)
    }
}
