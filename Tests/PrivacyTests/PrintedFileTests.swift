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
