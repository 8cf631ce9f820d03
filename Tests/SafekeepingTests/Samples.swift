import Foundation
@testable import Safekeeping
import SQLiteEngine
import Storage
import TestSupport
import Vault

/// A folder that is gone afterwards.
func withFolder(_ work: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-backup-\(UUID())", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await work(folder)
}

/// What signs backups, of a hub of its own.
func signingKey() async throws -> SigningKey {
    let keys = try SQLiteDatabase.inMemory()
    try await Migrator(Keyring.migrations).run(on: keys)
    return try await Keyring.open(root: RootKey(), hub: "test", keys: keys).signingKey(for: "backup", at: .testNoon)
}

/// A file with so many bytes that look random, the same for the same seed.
func file(of bytes: Int, in folder: URL, seed: UInt64 = 1) throws -> (URL, Data) {
    var state = seed, data = Data(capacity: bytes)
    for _ in 0..<bytes {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        data.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    let url = folder.appending(path: "source-\(seed)")
    try data.write(to: url)
    return (url, data)
}
