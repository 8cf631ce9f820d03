import Assembly
@testable import Audit
import Foundation
import House
import Storage
import Testing
import TestSupport
@testable import Trust
@testable import Vault

/// Someone outside who signs that the log goes on from what they saw.
@Suite struct WitnessTests {
    private func witness(_ town: LogTown, last: AuditHead? = nil) async throws -> Witness {
        Witness(name: "Harbor Town", key: SigningKey(), hubKey: try await town.log.verifyingKey(), last: last)
    }

    private func proof(_ town: LogTown, since size: Int) async throws -> AuditProof { try #require(try await town.log.proof(sinceEntry: size)) }

    @Test(arguments: Engine.tested)
    func `a log that goes on is signed again and again, kept by the hub, and checked with it`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            var witness = try await witness(town)
            for round in 1...4 {
                try await town.record(3)
                let signature = try witness.sign(try await proof(town, since: witness.last?.size ?? 0), at: town.hub.now())
                let sent = try #require(CounterSignature(note: signature.note.replacing("\n", with: "\r\n")))
                #expect(sent == signature && sent.witness == "Harbor Town")
                for _ in 1...2 { #expect(try await town.log.keep(sent) == .kept) }
                let report = try await town.log.report()
                #expect(report.counterSignatures == round && report.fault == nil)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a log that was rewritten is signed no more, whatever proof it gives`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.record(5)
            var witness = try await witness(town)
            _ = try witness.sign(try await proof(town, since: 0), at: town.hub.now())
            let key = try await town.hub.keyring.signingKey(for: "audit", at: town.hub.now()), last = try #require(witness.last)
            // The hub itself begins anew, signs another past, and gives each proof that it can make.
            try await town.tamper { db in
                for table in ["audit_entries", "audit_heads"] as [SQL] { try db.execute("DELETE FROM \(table)") }
            }
            try await town.record(8)
            for size in [0, 3, 5, 8] {
                let forged = try await proof(town, since: size)
                #expect(throws: WitnessProblem.self, "\(size)") { try witness.sign(forged, at: town.hub.now()) }
            }
            // Nor the same number of entries under another root, or an earlier time.
            let same = try AuditHead(size: last.size, root: .empty, at: last.at, signedBy: key), older = try AuditHead(size: last.size, root: last.root, at: last.at - 1, signedBy: key)
            for head in [same, older] {
                #expect(throws: WitnessProblem.self) { try witness.sign(AuditProof(path: [], head: head.note(key.verifying)), at: town.hub.now()) }
            }
            #expect(witness.last == last)
        }
    }

    @Test func `another hub's head, a proof that is none, and one since another state are not signed`() async throws {
        try await withLog(on: .sqlite) { (town) async throws in
            try await town.record(4)
            let good = try await proof(town, since: 0)
            var foreign = Witness(name: "x", key: SigningKey(), hubKey: SigningKey().verifying, last: nil)
            #expect(throws: WitnessProblem.self) { try foreign.sign(good, at: town.hub.now()) }
            var witness = try await witness(town)
            _ = try witness.sign(good, at: town.hub.now())
            try await town.record(4)
            for size in [0, 2, 5] {
                let wrong = try await proof(town, since: size)
                #expect(throws: WitnessProblem.self) { try witness.sign(wrong, at: town.hub.now()) }
            }
            #expect(AuditProof(json: "{}") == nil && CounterSignature(note: "tessera audit witness 1\n") == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `the hub keeps only what is signed as it says, about a head of its own, and no second key under one name`(_ engine: Engine) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.record(2)
            let head = try await town.log.sign(), key = SigningKey(), now = town.hub.now()
            let good = try CounterSignature(head, by: "Harbor Town", at: now, signedBy: key)
            let forged = CounterSignature(witness: "Another", at: now, size: good.size, root: good.root, headAt: good.headAt, key: good.key, signature: good.signature)
            let elsewhere = try CounterSignature(AuditHead(size: 9, root: .empty, at: now, signedBy: key), by: "Harbor Town", at: now, signedBy: key)
            for wrong in [forged, elsewhere] { #expect(try await town.log.keep(wrong) == .foreign) }
            #expect(try await town.log.keep(good) == .kept)
            #expect(try await town.log.keep(try CounterSignature(head, by: "Harbor Town", at: now, signedBy: SigningKey())) == .otherKey)
            #expect(try await town.log.keep(try CounterSignature(head, by: "Library", at: now, signedBy: SigningKey())) == .kept)
            for statement in ["UPDATE audit_counter_signatures SET witness = 'x'", "DELETE FROM audit_counter_signatures"] as [SQL] {
                await #expect(throws: StorageProblem.self) { try await town.hub.archive.write { try $0.execute(statement) } }
            }
        }
    }

    @Test(arguments: Engine.tested, ["witness", "at", "key", "signature"])
    func `a counter-signature that was changed in the database is found by the check`(_ engine: Engine, _ column: String) async throws {
        try await withLog(on: engine) { (town) async throws in
            try await town.record(2)
            let signature = try CounterSignature(try await town.log.sign(), by: "Harbor Town", at: town.hub.now(), signedBy: SigningKey())
            #expect(try await town.log.keep(signature) == .kept)
            let other = try CounterSignature(try await town.log.sign(), by: "Library", at: town.hub.now() + 1, signedBy: SigningKey()), column = SQL(identifier: column)
            #expect(try await town.log.keep(other) == .kept)
            try await town.tamper { try $0.execute("UPDATE audit_counter_signatures SET \(column) = (SELECT \(column) FROM audit_counter_signatures WHERE number = 2) WHERE number = 1") }
            #expect(try await town.log.report().fault == AuditFault(.counterSignature, 2))
        }
    }

    /// Lets go of the newest heads, past what the database refuses.
    private func dropHeads(after number: Int, _ hub: Hub) async throws {
        try await hub.archive.database.write { db in
            if db.engine == .postgres {
                try db.execute("ALTER TABLE audit_counter_signatures DROP CONSTRAINT audit_counter_signatures_head_number_fkey")
                try db.execute("ALTER TABLE audit_heads DISABLE TRIGGER USER")
            } else {
                for statement in ["CREATE TABLE signed_once AS SELECT * FROM audit_counter_signatures", "DROP TABLE audit_counter_signatures",
                                  "ALTER TABLE signed_once RENAME TO audit_counter_signatures", "DROP TRIGGER audit_heads_no_DELETE"] as [SQL] { try db.execute(statement) }
            }
            try db.execute("DELETE FROM audit_heads WHERE number > \(number)")
        }
    }

    @Test(arguments: Engine.tested)
    func `where the last signature was dropped that somebody outside had signed, the check and the officer's page say so`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let hub = browser.town.hub, log = AuditLog(hub: hub), officer = try await browser.as(.officer)
            _ = try await log.sign()
            browser.town.clock.advance(by: 60)
            let signature = try CounterSignature(try await log.sign(), by: "Harbor Town", at: hub.now(), signedBy: SigningKey())
            #expect(try await log.keep(signature) == .kept)
            #expect(try await !officer.get("/audit").text.contains("A signature is missing"))
            try await dropHeads(after: 1, hub)
            #expect(try await log.report().fault == AuditFault(.headGone, 2))
            let page = try await officer.get("/audit").text
            #expect(page.contains("A signature is missing") && page.contains("Harbor Town"))
            try await log.check()
            #expect(try await officer.get("/audit").text.contains("is missing, though somebody outside has counter-signed it"))
        }
    }

    @Test(arguments: Engine.tested)
    func `the officer pastes what was signed, sees by whom, and is told where it does not fit`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), log = AuditLog(hub: browser.town.hub), head = try await log.sign()
            let signature = try CounterSignature(head, by: "Harbor Town", at: browser.town.hub.now(), signedBy: SigningKey())
            let refused = try await officer.post("/audit/counter-signatures", [("note", "tessera audit witness 1")])
            #expect(refused.status == 422 && refused.text.contains("tessera audit witness 1</textarea>"))
            #expect(try await officer.post("/audit/counter-signatures", [("note", signature.note.replacing("\n", with: "\r\n"))]).location == "/audit")
            #expect(try await officer.get("/audit").text.contains("Counter-signed by"))
            #expect(try await browser.as(.administrator).post("/audit/counter-signatures", [("note", signature.note)]).status == 403)
        }
    }

    @Test(arguments: ["", " \u{1B}[31mHarbor", "Harbor\nTown", "Harbor \u{202E}Town", "Harbor \u{2066}", "a\u{2028}b", String(repeating: "x", count: 101), "a" + String(repeating: "\u{301}", count: 300)])
    func `nobody signs by a name that steers a terminal, turns a line or fills a page, and none such is kept`(_ name: String) async throws {
        try await withLog(on: .sqlite) { (town) async throws in
            let signature = try CounterSignature(try await town.log.sign(), by: name, at: town.hub.now(), signedBy: SigningKey())
            #expect(CounterSignature(note: signature.note) == nil)
            let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())"), proof = try await proof(town, since: 0).json(), pem = try await town.log.verifyingKey().pem
            defer { try? FileManager.default.removeItem(at: folder) }
            #expect(throws: WitnessProblem.self) { try WitnessFolder(folder).sign(proof, name: name, hubKey: pem, at: town.hub.now()) }
        }
        #expect(CounterSignature.isName("Гавань-місто") && CounterSignature.isName("بلدة المرفأ") && CounterSignature.isName("می\u{200C}خواهم"))
    }

    @Test func `what was given wrong the first time does not stick; another name, another hub's key or a lost head later is told apart`() async throws {
        try await withLog(on: .sqlite) { (town) async throws in
            let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())"), place = WitnessFolder(folder), now = town.hub.now()
            defer { try? FileManager.default.removeItem(at: folder) }
            try await town.record(2)
            let first = try await proof(town, since: 0).json(), pem = try await town.log.verifyingKey().pem, foreign = SigningKey().verifying.pem
            func problem(_ proof: String, _ name: String?, _ key: String?) -> String {
                do { _ = try place.sign(proof, name: name, hubKey: key, at: now) } catch { return "\(error)" }
                return ""
            }
            #expect(problem(first, "Harbor Tovn", foreign).contains("not signed with the key of the hub"))
            #expect(problem(first, "Harbor Town", "no key").contains("--hub-key FILE.pem"))
            #expect(problem(first, "Harbor Town", pem).isEmpty)
            #expect(problem(first, "Another", nil).contains("You sign as \"Harbor Town\""))
            #expect(problem(first, nil, foreign).contains("a hub with another key"))
            #expect(problem(first, "Harbor Town", pem).isEmpty)
            try FileManager.default.removeItem(at: folder.appending(path: "last-head.txt"))
            #expect(problem(first, nil, nil).contains("your folder is damaged"))
            let key = folder.appending(path: "witness.key")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.path)
            #expect(problem(first, nil, nil).contains("can read your key. Run: chmod 0400"))
            try Data("x".utf8).write(to: key)
            try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: key.path)
            #expect(problem(first, nil, nil).contains("your folder is damaged"))
            #expect("\(WitnessProblem.folder("/x"))".contains("/x is no folder"))
        }
    }

    @Test func `a witness keeps a folder: name and keys are asked for once, the last head is not forgotten, and OpenSSL finds the signature good`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())"), place = WitnessFolder(folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await withLog(on: .sqlite) { (town) async throws in
            try await town.record(3)
            let first = try await proof(town, since: 0).json(), pem = try await town.log.verifyingKey().pem, now = town.hub.now()
            #expect(throws: WitnessProblem.self) { try place.sign(first, name: nil, hubKey: pem, at: now) }
            #expect(throws: WitnessProblem.self) { try place.sign(first, name: "Harbor Town", hubKey: nil, at: now) }
            let one = try place.sign(first, name: "Harbor Town", hubKey: pem, at: now)
            #expect(try FileManager.default.attributesOfItem(atPath: folder.appending(path: "witness.key").path)[.posixPermissions] as? Int == 0o400)
            // The same proof once more, where the first answer was lost.
            #expect(try place.sign(first, name: nil, hubKey: nil, at: now).key == one.key)
            try await town.record(3)
            let skipped = try await proof(town, since: 2).json(), second = try await proof(town, since: 3).json()
            #expect(throws: WitnessProblem.self) { try place.sign(skipped, name: nil, hubKey: nil, at: now) }
            let two = try place.sign(second, name: nil, hubKey: nil, at: now)
            #expect(two.size == 6 && two.key == one.key)
            // What was signed before is not forgotten because its file was damaged.
            try Data("x".utf8).write(to: folder.appending(path: "last-head.txt"))
            #expect(throws: WitnessProblem.self) { try place.sign(second, name: nil, hubKey: nil, at: now) }
            guard Tools.are(["openssl", "bash", "sed", "base64"]) else { return }
            let recipe = try Recipe.named("witness", in: "audit.md")
            #expect(try Tools.run(recipe, with: ["witness.txt": two.note]).said.contains("Signature Verified Successfully"))
            #expect(try Tools.run(recipe, with: ["witness.txt": two.note.replacing("Harbor", with: "Another")]).status != 0)
        }
    }
}
