import Assembly
@testable import Audit
import Foundation
import House
import Identity
import Merkle
import Storage
import Testing
import TestSupport
@testable import Trust

@Suite struct AuditRouteTests {
    @Test(arguments: Engine.tested)
    func `the officer checks and signs the log, and both stand in it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer)
            #expect(try await officer.get("/audit").text.contains("has not been checked yet"))
            #expect(try await officer.post("/audit/checks").location == "/audit")
            #expect(try await officer.get("/audit").text.contains("The log is whole"))
            #expect(try await officer.post("/audit/heads").location == "/audit")
            let page = try await officer.get("/audit").text
            #expect(page.contains("/audit/head?number=1") && page.contains("BEGIN PUBLIC KEY"))
            let actions = try await browser.town.hub.archive.read { try $0.rows("SELECT action FROM audit_entries").map { try $0.get("action") as String } }
            #expect(Set(actions).isSuperset(of: ["audit.checked", "audit.signed", "user.created", "session.opened"]))
        }
    }

    @Test(arguments: Engine.tested)
    func `a log that was tampered with is on the officer's desk until it is whole`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), log = AuditLog(hub: browser.town.hub), town = browser.logTown
            try await log.sign()
            #expect(try await officer.get("/desk").text.contains("The log of changes is not whole") == false)
            try await town.tamper { try $0.execute("UPDATE audit_entries SET fields = 'xyz' WHERE number = 2") }
            try await log.check()
            let desk = try await officer.get("/desk").text
            #expect(desk.contains("The log of changes is not whole") && desk.contains("href=\"/audit\""))
            let page = try await officer.get("/audit").text
            #expect(page.contains("Line <bdi>2</bdi> of the log is not as it was written.") && !page.contains("The log is whole"))
            #expect(try await browser.as(.administrator).get("/desk").text.contains("The log of changes") == false)
        }
    }

    @Test(arguments: Engine.tested)
    func `where the tree is damaged, and nothing more can be numbered, the check tells it`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), town = browser.logTown, log = AuditLog(hub: browser.town.hub)
            // The tree grows from the entry at its greatest power of two, which is not the last one here.
            @Sendable func peak(_ size: Int) -> Int { size < 2 ? size : 2 * peak(size / 2) }
            var size = try await log.sign().size
            while peak(size) == size {
                _ = try await officer.post("/audit/heads")
                size = try await log.sign().size
            }
            try await town.tamper { [size] in try $0.execute("DELETE FROM audit_entries WHERE number = \(peak(size))") }
            #expect(try await officer.post("/audit/checks").location == "/audit")
            #expect(try await officer.get("/audit").text.contains("The log is not whole"))
        }
    }

    @Test(arguments: Engine.tested)
    func `of two who sign at once both do`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer)
            async let one = officer.post("/audit/heads")
            async let two = officer.post("/audit/heads")
            #expect([try await one.status, try await two.status] == [303, 303])
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_heads") } == 2)
        }
    }

    // ASVS 5.4.1
    @Test(arguments: Engine.tested)
    func `a downloaded signature is the one that was made`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), log = AuditLog(hub: browser.town.hub)
            let head = try await log.sign(), answer = try await officer.get("/audit/head?number=1")
            #expect(AuditHead(note: answer.text) == head)
            #expect(answer.headers[.contentDisposition] == "attachment; filename=tessera-log-\(head.size).txt")
            for path in ["/audit/head?number=2", "/audit/head"] { #expect(try await officer.get(path).status == 404) }
        }
    }

    @Test(arguments: Engine.tested)
    func `the proofs that are downloaded hold`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer), log = AuditLog(hub: browser.town.hub), old = try await log.sign()
            let line = try AuditProof(try await officer.post("/audit/proofs", [("line", "٢")]).text)
            let head = try #require(AuditHead(note: line.head)), entry = try #require(line.entry)
            #expect(InclusionProof(index: 1, size: head.size, path: line.hashes).shows(.leaf(Array(entry.utf8)), in: head.root))
            let since = try AuditProof(try await officer.post("/audit/proofs", [("head", "1")]).text)
            let now = try #require(AuditHead(note: since.head))
            #expect(now.size > old.size && since.oldSize == old.size && since.oldRoot == old.root.hex)
            #expect(ConsistencyProof(old: old.size, size: now.size, path: since.hashes).shows(old.root, beginning: now.root))
        }
    }

    @Test(arguments: Engine.tested)
    func `a line that is not there is asked for again, with what was typed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let officer = try await browser.as(.officer)
            try await AuditLog(hub: browser.town.hub).sign()
            for typed in ["0", "9999", "-1", "two"] {
                let answer = try await officer.post("/audit/proofs", [("line", typed)])
                #expect(answer.status == 422 && answer.text.contains("value=\"\(typed)\""))
            }
            #expect(try await officer.post("/audit/proofs", [("head", "9")]).status == 404)
        }
    }

    // ASVS 16.2.5
    @Test(arguments: Engine.tested)
    func `no name, address or id of anyone stands in the log`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            try await AuditLog(hub: browser.town.hub).sign()
            let texts = try await browser.logTown.texts().joined()
            let ids = try await browser.town.hub.archive.read { db in
                try db.rows("SELECT id, person_id FROM users").flatMap { [try $0.get("id") as String, try $0.get("person_id") as String] }
            }
            #expect(texts.contains("user.created") && ids.count > 10)
            #expect((ids + ["Helen", "admin@", "port-selby.example"]).allSatisfy { !texts.contains($0) })
        }
    }
}

extension Browser {
    /// The same town as one whose log is looked at; nobody acts in it.
    fileprivate var logTown: LogTown {
        let nobody = town.hub.newID() as PersonID
        return LogTown(town: town, actor: .program(of: town.organization), person: nobody)
    }
}

extension AuditProof {
    init(_ json: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(AuditProof.self, from: Data(json.utf8))
    }

    var hashes: [TreeHash] { path.compactMap { TreeHash(hex: $0) } }
}
