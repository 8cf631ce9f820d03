@testable import Engagements
import Foundation
import Storage
import Testing
import TestSupport

@Suite struct LinkEndTests {
    @Test(arguments: Engine.tested)
    func `a link to an engagement closes sixty days after it ended, and says whom to call`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let id = try await pair.begin().id
            let form = [("ending", "reached"), ("need", "met"), ("reached", "Enough")]
            #expect(try await pair.browser.as(.coordinator).post("/engagements/\(id.text)/ending", form).status == 303)
            #expect(try await pair.engagement().status == .ended)
            pair.days(59)
            for side in Side.allCases { #expect(try await pair.browser.get(try await pair.page(side)).status == 200) }
            pair.days(2)
            for side in Side.allCases {
                let answer = try await pair.browser.get(try await pair.page(side))
                #expect(answer.status == 410 && answer.text.contains("call the person named below"))
                #expect(try await pair.browser.post("\(try await pair.page(side))/support").status == 410)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `once a match is over, its question takes no consent any more`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            _ = try await pair.answer(.need, "yes")
            let before = try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM consent_events") }
            #expect(try await pair.browser.as(.coordinator).post("/matches/\(pair.match.id.text)/withdrawal").status == 303)
            #expect(try await pair.browser.post("\(try await pair.link(.need))/sharing", [("sharing", "yes")]).status == 409)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM consent_events") } == before)
        }
    }
}
