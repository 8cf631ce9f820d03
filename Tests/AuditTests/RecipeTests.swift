import Audit
import Foundation
import Synchronization
import Testing
import TestSupport

/// The recipes of `docs/decisions/audit.md`, run as a stranger would: with openssl, sha256sum and Python, and nothing of ours.
@Suite struct RecipeTests {
    // ASVS 11.6.1
    @Test func `OpenSSL finds the signature of a head good, and of no other text`() async throws {
        guard Tools.are(["openssl", "bash", "sed", "base64"]) else { return }
        try await withLog(on: .sqlite) { (town) async throws in
            try await town.record(3)
            let note = try await town.log.sign().note(try await town.log.verifyingKey())
            let recipe = try Recipe.named("head", in: "audit.md")
            #expect(try Tools.run(recipe, with: ["head.txt": note]).said.contains("Signature Verified Successfully"))
            #expect(try Tools.run(recipe, with: ["head.txt": note.replacing("\n3\n", with: "\n4\n")]).status != 0)
        }
    }

    @Test func `sha256sum computes the leaf of an entry, and the root of a log of two`() async throws {
        guard Tools.are(["sha256sum", "bash", "sed"]) else { return }
        try await withLog(on: .sqlite) { (town) async throws in
            try await town.record(2)
            let head = try await town.log.sign(), texts = try await town.texts()
            let said = try Tools.run(try Recipe.named("leaf", in: "audit.md"), with: ["entry-1.txt": texts[0], "entry-2.txt": texts[1]]).said
            #expect(said.contains(head.root.hex))
        }
    }

    @Test func `the script finds every proof good, for logs of many sizes`() async throws {
        guard Tools.are(["python3", "openssl"]) else { return }
        try await withLog(on: .sqlite) { (town) async throws in
            for size in 1...11 {
                try await town.record(1)
                for number in [1, (size + 1) / 2, size] {
                    let proof = try #require(try await town.log.proof(ofEntry: number)).json()
                    #expect(try Tools.check(proof).hasPrefix("proved: entry \(number) "))
                }
                for old in [0, 1, size / 2, size - 1, size] {
                    let proof = try #require(try await town.log.proof(sinceEntry: old)).json()
                    #expect(try Tools.check(proof).hasPrefix("proved: the \(old) entries "), "\(old) of \(size)")
                }
            }
        }
    }

    @Test func `the script refuses what was changed in a proof`() async throws {
        guard Tools.are(["python3", "openssl"]) else { return }
        try await withLog(on: .sqlite) { (town) async throws in
            try await town.record(7)
            let entry = try #require(try await town.log.proof(ofEntry: 4)).json(), since = try #require(try await town.log.proof(sinceEntry: 5)).json()
            let other = try await withOtherKey()
            for (good, changes) in [(entry, [("sample.done", "sample.gone"), ("\"entry_number\" : 4", "\"entry_number\" : 5"), ("\\n7\\n", "\\n8\\n")]),
                                    (since, [("\"old_size\" : 5", "\"old_size\" : 4"), ("\\n7\\n", "\\n8\\n")])] {
                for (from, to) in changes {
                    #expect(good.contains(from))
                    #expect(try Tools.check(good.replacing(from, with: to)).hasPrefix("NOT PROVED"), "\(from)")
                }
                #expect(try Tools.check(good, key: other).hasPrefix("NOT PROVED"))
            }
        }
    }

    private func withOtherKey() async throws -> String {
        let key = Mutex("")
        try await withLog(on: .sqlite) { (town) async throws in
            let pem = try await town.log.verifyingKey().pem
            key.withLock { $0 = pem }
        }
        return key.withLock { $0 }
    }
}

extension Tools {
    static func check(_ proof: String, key: String? = nil) throws -> String {
        let script = SourceTree.root.appending(path: "docs/check-audit-proof").path
        let files = ["proof.json": proof].merging(key.map { ["key.pem": $0] } ?? [:]) { first, _ in first }
        return try run("python3 '\(script)' proof.json \(key == nil ? "" : "key.pem")", with: files).said
    }
}
