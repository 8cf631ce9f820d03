import Foundation
@testable import Safekeeping
import Testing
import TestSupport
import Vault

@Suite struct BackupSetTests {
    private let key = SealingKey()

    private func backup(of bytes: Int, in folder: URL, signer: SigningKey? = nil, seed: UInt64 = 1) async throws -> (set: BackupSet, data: Data) {
        let (source, data) = try file(of: bytes, in: folder, seed: seed)
        let signer = if let signer { signer } else { try await signingKey() }
        let set = try BackupSet.make(of: source, .data, in: folder, to: try key.publicHalf(), signedBy: signer, order: 7, epoch: 3, at: .testNoon)
        return (set, data)
    }

    private func opened(_ folder: URL) throws -> Data {
        let target = FileManager.default.temporaryDirectory.appending(path: "tessera-opened-\(UUID())")
        defer { try? FileManager.default.removeItem(at: target) }
        try BackupSet(folder).open(with: key, to: target)
        return try Data(contentsOf: target)
    }

    @Test(arguments: [0, 1, 1000, 1 << 20, (1 << 20) + 1, 3 << 20])
    func `a file of any size opens as it was`(_ bytes: Int) async throws {
        try await withFolder { folder in
            let (set, data) = try await backup(of: bytes, in: folder)
            #expect(try opened(set.folder) == data)
            #expect(set.manifest.length == bytes && set.manifest.chunks.count == max(1, (bytes + (1 << 20) - 1) >> 20))
            #expect(set.manifest.madeAt == .testNoon && set.manifest.order == 7 && set.manifest.epoch == 3 && set.manifest.kind == .data)
        }
    }

    @Test func `nothing of the file can be read in the backup, and only its owner can read its files`() async throws {
        try await withFolder { folder in
            let (set, data) = try await backup(of: 5000, in: folder)
            let all = try FileManager.default.contentsOfDirectory(atPath: set.folder.path).map { set.folder.appending(path: $0) }
            for file in all {
                #expect(try Data(contentsOf: file).range(of: data.prefix(16)) == nil)
                #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    /// One bit at a random place of a random file, many times; the seed is in the name of the failure.
    @Test func `one flipped bit anywhere is refused, by whoever has the private key and by whoever has not`() async throws {
        try await withFolder { folder in
            let set = try await backup(of: 300_000, in: folder).set
            let names = try FileManager.default.contentsOfDirectory(atPath: set.folder.path)
            #expect(Set(names) == ["00000001", "manifest"])
            for round in 0..<400 {
                // Half of the rounds change the manifest, which is small.
                let file = set.folder.appending(path: names[round % 2]), whole = try Data(contentsOf: file)
                var changed = whole
                let place = Int.random(in: 0..<whole.count), bit = UInt8(1) << Int.random(in: 0..<8)
                changed[place] ^= bit
                try changed.write(to: file)
                #expect(throws: BackupProblem.self, "\(file.lastPathComponent) byte \(place) bit \(bit)") { try BackupSet(set.folder).check() }
                #expect(throws: BackupProblem.self, "\(file.lastPathComponent) byte \(place) bit \(bit)") { try opened(set.folder) }
                try whole.write(to: file)
            }
            try BackupSet(set.folder).check()
        }
    }

    /// Such as the bits of the last letter of base64 that say nothing.
    @Test func `one flipped bit anywhere in the signature is refused`() async throws {
        try await withFolder { folder in
            let set = try await backup(of: 10, in: folder).set, file = set.folder.appending(path: BackupManifest.fileName), whole = try Data(contentsOf: file)
            let start = try #require(whole.range(of: Data("signature ".utf8))?.lowerBound)
            for place in start..<whole.count {
                for bit in 0..<8 {
                    var changed = whole
                    changed[place] ^= 1 << bit
                    #expect(throws: BackupProblem.self, "byte \(place - start) bit \(bit)") { try BackupManifest.read(changed) }
                }
            }
        }
    }

    @Test func `a chunk that is missing, cut, exchanged, renamed, doubled or of another backup is refused`() async throws {
        try await withFolder { folder in
            let signer = try await signingKey()
            let set = try await backup(of: 3 << 20, in: folder, signer: signer).set, other = try await backup(of: 3 << 20, in: folder, signer: signer, seed: 2).set
            func chunk(_ number: Int, of set: BackupSet = set) -> URL { set.folder.appending(path: BackupSet.name(number)) }
            let files = FileManager.default, last = try Data(contentsOf: chunk(2)), first = try Data(contentsOf: chunk(0)), second = try Data(contentsOf: chunk(1))
            let damages: [(String, () throws -> Void)] = [
                ("missing", { try files.removeItem(at: chunk(2)) }),
                ("cut", { try last.dropLast(100).write(to: chunk(2)) }),
                ("exchanged", { try first.write(to: chunk(1)); try second.write(to: chunk(0)) }),
                ("renamed", { try files.moveItem(at: chunk(2), to: chunk(3)) }),
                ("doubled", { try files.copyItem(at: chunk(2), to: chunk(3)) }),
                ("another's", { try Data(contentsOf: chunk(1, of: other)).write(to: chunk(1)) }),
            ]
            for (name, damage) in damages {
                try damage()
                #expect(throws: BackupProblem.damaged, "\(name)") { try BackupSet(set.folder).check() }
                #expect(throws: BackupProblem.damaged, "\(name)") { try opened(set.folder) }
                try? files.removeItem(at: chunk(3))
                for (number, data) in [first, second, last].enumerated() { try data.write(to: chunk(number)) }
            }
            try BackupSet(set.folder).check()
        }
    }

    /// Hashes alone would let through whoever writes them anew: the sealing itself knows the order and the end.
    @Test func `a manifest that was signed anew over fewer or reordered chunks does not open`() async throws {
        try await withFolder { folder in
            let signer = try await signingKey(), set = try await backup(of: 3 << 20, in: folder, signer: signer).set, old = set.manifest
            func resign(_ chunks: [BackupManifest.Chunk], _ length: Int) throws {
                let new = BackupManifest(id: old.id, kind: old.kind, madeAt: old.madeAt, order: old.order, epoch: old.epoch, length: length, recipient: old.recipient, encapsulated: old.encapsulated, chunks: chunks)
                try new.signed(by: signer).write(to: set.folder.appending(path: "manifest"))
            }
            let chunk = { set.folder.appending(path: BackupSet.name($0)) }, first = try Data(contentsOf: chunk(0)), second = try Data(contentsOf: chunk(1))
            try second.write(to: chunk(0))
            try first.write(to: chunk(1))
            try resign([old.chunks[1], old.chunks[0], old.chunks[2]], old.length)
            try BackupSet(set.folder).check()
            #expect(throws: BackupProblem.damaged) { try opened(set.folder) }
            try first.write(to: chunk(0))
            try second.write(to: chunk(1))
            try FileManager.default.removeItem(at: chunk(2))
            try resign(Array(old.chunks.prefix(2)), 2 << 20)
            try BackupSet(set.folder).check()
            #expect(throws: BackupProblem.damaged) { try opened(set.folder) }
        }
    }

    /// Those that hubs have from before runs were numbered.
    @Test func `a manifest of the first format is read as it was written, and its backup opens`() async throws {
        try await withFolder { folder in
            let signer = try await signingKey(), (set, data) = try await backup(of: 10, in: folder, signer: signer), new = set.manifest
            let old = BackupManifest(id: new.id, kind: new.kind, madeAt: new.madeAt, order: nil, epoch: new.epoch, length: new.length, recipient: new.recipient, encapsulated: new.encapsulated, chunks: new.chunks)
            let lines = ["tessera backup 1", "id \(new.id)", "kind data", "made 2026-11-21T12:00:00Z", "epoch 3", "length 10", "recipient \(new.recipient)",
                         "encapsulated \(Data(new.encapsulated).base64EncodedString())", "chunk \(new.chunks[0].length) \(new.chunks[0].hash)"]
            let text = lines.map { $0 + "\n" }.joined()
            let signed = text + "signature \(Data(try signer.sign(text)).base64EncodedString()) \(signer.verifying.text)\n"
            #expect(try BackupManifest.read(Data(signed.utf8)).manifest == old)
            try Data(signed.utf8).write(to: set.folder.appending(path: "manifest"))
            #expect(try opened(set.folder) == data)
            // A number in the first format, or none in the second, is no manifest.
            for wrong in [text.replacing("epoch", with: "order 3\nepoch"), text.replacing("backup 1", with: "backup 2")] {
                let signed = wrong + "signature \(Data(try signer.sign(wrong)).base64EncodedString()) \(signer.verifying.text)\n"
                #expect(throws: BackupProblem.damaged) { try BackupManifest.read(Data(signed.utf8)) }
            }
        }
    }

    @Test func `a folder of another name than the one that was signed is refused, and none is passed over that may be newer`() async throws {
        try await withFolder { folder in
            let set = try await backup(of: 10, in: folder).set, shelf = BackupShelf(folder, .data), later = "2027-05-01T120000Z-data-000000"
            try FileManager.default.moveItem(at: set.folder, to: folder.appending(path: later))
            #expect(throws: BackupProblem.renamed) { try shelf.set(later) }
            #expect(throws: BackupProblem.renamed) { try shelf.newest(at: .testNoon) }
            let newer = try await backup(of: 10, in: folder, seed: 2).set
            #expect(throws: BackupProblem.renamed) { try shelf.newest(at: .testNoon) }
            try FileManager.default.moveItem(at: folder.appending(path: later), to: folder.appending(path: "2026-05-01T120000Z-data-000000"))
            #expect(try shelf.newest(at: .testNoon).manifest == newer.manifest)
        }
    }

    @Test func `another private key is refused by name`() async throws {
        try await withFolder { folder in
            let set = try await backup(of: 10, in: folder).set
            #expect(throws: BackupProblem.wrongKey) { try set.open(with: SealingKey(), to: folder.appending(path: "x")) }
        }
    }

    @Test func `a backup that was ended in the middle has no name, and is taken away a day later; one on its way is not`() async throws {
        try await withFolder { folder in
            let shelf = BackupShelf(folder, .data)
            let partial = folder.appending(path: ".2026-11-20T110000Z-data-1.partial"), onItsWay = folder.appending(path: ".2026-11-21T110000Z-data-1.partial")
            for folder in [partial, onItsWay] { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false) }
            #expect(try shelf.names().isEmpty)
            #expect(throws: BackupProblem.missing) { try shelf.newest(at: .testNoon) }
            #expect(try await !shelf.prune(signedBy: signingKey().verifying, at: .testNoon))
            #expect(!FileManager.default.fileExists(atPath: partial.path) && FileManager.default.fileExists(atPath: onItsWay.path))
        }
    }

    @Test func `a folder that is not there, and one that may not be written, are told apart from a damage`() async throws {
        try await withFolder { folder in
            let (source, _) = try file(of: 10, in: folder), signer = try await signingKey()
            #expect(throws: BackupProblem.folder) {
                try BackupSet.make(of: source, .data, in: folder.appending(path: "gone"), to: key.publicHalf(), signedBy: signer, order: 1, epoch: 1, at: .testNoon)
            }
            #expect(throws: BackupProblem.folder) { try BackupShelf(folder.appending(path: "gone"), .data).newest(at: .testNoon) }
        }
    }
}
