import Foundation
import House
import Testing
import TestSupport

/// Links in letters open until somebody has them stopped: their owner, or the desk.
@Suite struct StoppedLinkTests {
    private static let sentence = "This link was stopped."

    @Test(arguments: Engine.tested)
    func `what the desk stops opens nothing more, says so, and leaves the other side alone`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let link = try await pair.link(.need)
            #expect(try await pair.browser.get(link).status == 200)
            let desk = try await pair.browser.as(.caseWorker)
            #expect(try await desk.post("/persons/\(pair.newcomer.text)/links/end").location == "/households/\(pair.household)")
            let stopped = try await pair.browser.get(link)
            #expect(stopped.status == 410 && stopped.text.contains(Self.sentence))
            #expect(try await pair.answer(.need, "yes").status == 410)
            #expect(try await pair.browser.get(try await pair.link(.offer)).status == 200)
            #expect(try await desk.get("/households/\(pair.household)").text.contains("Stopped on"))
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'links.stopped'") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is signed in stops their own links in one tap`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let volunteer = try await pair.browser.as(.volunteer)
            #expect(try await volunteer.get("/my/sessions").text.contains("action=\"/my/links/end\""))
            #expect(try await volunteer.post("/my/links/end").location == "/my/sessions#links")
            #expect(try await pair.browser.get(try await pair.link(.offer)).status == 410)
            #expect(try await pair.browser.get(try await pair.link(.need)).status == 200)
            #expect(try await volunteer.get("/my/sessions").text.contains("Stopped on"))
            // Signed in, the question is still theirs to answer.
            #expect(try await volunteer.get("/my/asks/\(try await pair.ask(.offer).text)").status == 200)
        }
    }

    @Test(arguments: Engine.tested)
    func `the coordinator stops those of a volunteer`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let desk = try await pair.browser.as(.coordinator), place = "/volunteers/\(pair.volunteer.text)"
            #expect(try await desk.post("\(place)/letter-links/end").location == "\(place)#links")
            #expect(try await pair.browser.get(try await pair.link(.offer)).status == 410)
            #expect(try await desk.get(place).text.contains("Stopped on"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a link from after opens, and so does what it leads on to`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let hub = pair.hub, path = "/asks/\(try await pair.ask(.need).text)"
            for series in 1...2 {
                #expect(try await pair.browser.as(.caseWorker).post("/persons/\(pair.newcomer.text)/links/end").status == 303)
                #expect(try await pair.browser.get(hub.personalLink(path, series: series - 1)).status == 410)
                let page = try await pair.browser.get(hub.personalLink(path, series: series))
                #expect(page.status == 200)
                let concern = try #require(page.text.firstMatch(of: /href="(\/concerns\/by\/[^"]+)"/)).output.1
                #expect(try await pair.browser.get(String(concern)).status == 200)
            }
        }
    }

    @Test func `a key can't be given another number, and a number ahead is none of ours`() async throws {
        try await withPair(on: .sqlite) { (pair) async throws in
            pair.leave()
            let path = "/asks/\(try await pair.ask(.need).text)", tag = String(try await pair.link(.need).split(separator: "/").last ?? "")
            #expect(try await pair.browser.get("\(path)/\(tag)").status == 200)
            for key in ["1.\(tag)", "0.\(tag)x", ".\(tag)", "-1.\(tag)", "1.1.\(tag)"] { #expect(try await pair.browser.get("\(path)/\(key)").status == 404, "\(key)") }
        }
    }
}
