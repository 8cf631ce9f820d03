import Assembly
@testable import Engagements
import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport
import Trust

/// What rests with whoever asked that their data is not used: nobody works with it, and nothing is asked.
@Suite struct RestingTests {
    @Test(arguments: Engine.tested)
    func `a need of someone whose data is not used is not opened, changed, closed or opened again`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let desk = try await pair.browser.as(.caseWorker), place = "/needs/\(pair.need.text)"
            let version = try await desk.get(place).text.firstMatch(of: /name="version" value="([0-9]+)"/)?.1
            let form = [("urgency", "urgent"), ("words", "Canarywords"), ("version", String(version ?? "1"))]
            try await pair.restrict()
            func need() async throws -> (closed: Bool, version: Int) {
                try await pair.hub.archive.read { db in
                    let row = try db.row("SELECT closing, version FROM needs WHERE id = \(pair.need)").orNotFound()
                    return (try row.get("closing") as String? != nil, try row.get("version"))
                }
            }
            let before = try await need()
            let opened = try await desk.get(place)
            #expect(opened.status == 403 && opened.text.contains("who asked that their data is not used for now"))
            #expect(try await desk.post(place, form).status == 403)
            #expect(try await desk.post(place + "/closure", [("closing", "met")]).status == 403)
            #expect(try await need() == before)
            let page = try await desk.get("/households/\(pair.household)").text
            #expect(page.contains("This is paused: their data is not used") && !page.contains(place))
            let now = pair.hub.now()
            _ = try await pair.hub.archive.write { try $0.execute("UPDATE needs SET closing = 'met', closed_at = \(now) WHERE id = \(pair.need)") }
            #expect(try await desk.post(place + "/reopening").status == 403)
            #expect(try await !desk.get("/households/\(pair.household)").text.contains(place))
        }
    }

    @Test(arguments: Engine.tested)
    func `whose data is not used is not asked how it goes, by an old letter neither, and may say all the same that they are not safe`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let engagement = try await pair.begin()
            pair.days(15)
            try await pair.run("check_ins.ask")
            let waiting = try await pair.hub.archive.read { try $0.checkIns.waiting(of: [engagement.id]) }
            let asked = try waiting.first { $0.side == .need }.orNotFound(), link = pair.hub.personalLink("/check-ins/\(asked.id.text)")
            #expect(try await pair.browser.get(link).text.contains("Do you feel safe and respected?"))
            try await pair.restrict()
            let flags = try await pair.flags()
            #expect(try await pair.hub.archive.read { try $0.checkIns.waiting(of: [engagement.id]) }.allSatisfy { $0.side == .offer })
            let page = try await pair.browser.get(link).text
            #expect(page.contains("Nothing is asked for now") && page.contains("Something worries me") && !page.contains("name=\"safe\""))
            let answers = [("going", "not_good"), ("meeting", "no"), ("safe", "no"), ("talk", "yes")]
            #expect(try await pair.browser.post(link + "/answer", answers).status == 409)
            let desk = try await pair.browser.as(.caseWorker)
            #expect(try await desk.get("/check-ins/\(asked.id.text)/desk").status == 403)
            #expect(try await desk.post("/check-ins/\(asked.id.text)/desk/answer", answers).status == 403)
            #expect(try await pair.flags() == flags)
        }
    }

    @Test(arguments: Engine.tested)
    func `no coordinator lets go on what rests with someone whose data is not used`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let engagement = try await pair.begin(), coordinator = try await pair.browser.as(.coordinator)
            try await pair.restrict()
            #expect(try await coordinator.post("/engagements/\(engagement.id.text)/resumption").status == 403)
            #expect(try await pair.engagement().status == .suspended)
        }
    }
}
