import Assembly
import Foundation
import House
import Identity
@testable import Privacy
import Storage
import Testing
import TestSupport
import Trust

@Suite struct PrintedFileTests {
    @Test(arguments: Engine.tested)
    func `the officer prints the file of whoever asks for paper, in their language, and they read that it was opened`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let worker = try await town.browser.as(.caseWorker)
            #expect(try await worker.post("/persons/\(town.newcomer.text)/consents/reminders", [("decision", "given"), ("how", "spoken")]).status == 303)
            let id = try await town.ask("copy"), path = "/requests/\(id.text)/file"
            #expect(try await town.officer.get("/requests/\(id.text)").text.contains(path))
            let printed = try await town.officer.post(path, [("language", "en")])
            #expect(printed.status == 200 && printed.headers[.cacheControl] == "no-store")
            for told in ["Canarygiven", "canary@example.org", "You said yes.", "Who may see it", "Who opened it, and why", "authority of your country"] { #expect(printed.text.contains(told), "\(told)") }
            #expect(!printed.text.contains("action=\"/my/"))
            #expect(try await town.officer.post(path, [("language", "ar")]).text.contains("<html lang=\"ar\" dir=\"rtl\""))
            #expect(try await town.officer.post(path, [("language", "xx")]).status == 404)
            let file = try await town.asker.get("/my/file").text
            #expect(file.contains("to watch over your data"))
            #expect(try await town.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'file.printed'") } == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `a concern stays off the paper, which says where to read it, and off the officer's reads`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let raised = try await town.asker.post("/concerns", [("words", "Canaryworry"), ("about", "Canaryabout")]).location ?? ""
            let concern = "/concerns/\(raised.split(separator: "/").last ?? "")", lead = try await town.browser.as(.coordinator)
            #expect(try await lead.get(concern).text.contains("Canaryworry"))
            #expect(try await lead.post("\(concern)/answer", [("answer", "Canaryanswer")]).status == 303)
            let id = try await town.ask("copy"), printed = try await town.officer.post("/requests/\(id.text)/file", [("language", "en")])
            #expect(printed.status == 200 && printed.text.contains("ask the one who leads on concerns to show it to you"))
            let file = try await town.asker.get("/my/file").text
            for told in ["Canaryworry", "Canaryabout", "Canaryanswer", "What you told us", "what worried you"] { #expect(file.contains(told) && !printed.text.contains(told), "\(told)") }
            try await town.hub.bindReads()
            let pseudonym = town.hub.keyring.pseudonym(of: town.newcomer)
            let kinds = try await town.hub.archive.read { db in
                try db.rows("SELECT kinds FROM access_records WHERE person = \(pseudonym) AND purpose = 'data_protection'").map { try $0.get("kinds") as String }
            }
            #expect(kinds.contains { $0.contains("identity") } && !kinds.contains { $0.contains("concern") })
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody else prints it, and nobody without a request that waits`(_ engine: Engine) async throws {
        try await withAsking(on: engine) { (town) async throws in
            let copy = try await town.ask("copy"), other = try await town.ask("correction", "x")
            for member in [Cast.caseWorker, .administrator, .newcomer] {
                let answer = try await town.browser.as(member).post("/requests/\(copy.text)/file", [("language", "en")])
                #expect(answer.status == 403 && !answer.text.contains("Canarygiven"), "\(member)")
            }
            #expect(try await town.officer.post("/requests/\(other.text)/file", [("language", "en")]).status == 409)
            #expect(try await town.answer(copy, "done").status == 303)
            #expect(try await town.officer.post("/requests/\(copy.text)/file", [("language", "en")]).status == 409)
            let later = try await town.later(1), again = try await later.ask("copy")
            later.browser.town.clock.advance(by: 360)
            let asked = try await later.officer.post("/requests/\(again.text)/file", [("language", "en")])
            #expect(!asked.text.contains("Canarygiven"))
        }
    }
}
