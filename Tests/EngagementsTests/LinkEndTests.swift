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
    func `a question how it goes closes sixty days after the end, and says whom to call`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let place = "/engagements/\(try await pair.begin().id.text)/ending"
            pair.days(8)
            try await pair.run("check_ins.ask")
            #expect(try await pair.browser.as(.coordinator).post(place, [("ending", "reached")]).status == 303)
            pair.days(59)
            for side in Side.allCases { #expect(try await pair.browser.get(try await pair.checkIn(side)).status == 200) }
            pair.days(2)
            for side in Side.allCases {
                let link = try await pair.checkIn(side), answer = try await pair.browser.get(link)
                #expect(answer.status == 410 && answer.text.contains("call the person named below"))
                let late = try await pair.browser.post(link + "/answer", [("going", "good"), ("meeting", "yes"), ("safe", "yes"), ("talk", "no")])
                #expect(late.status == 410)
            }
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM check_ins WHERE answered_at IS NOT NULL") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `once a match is over, its question takes no consent any more`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            _ = try await pair.answer(.need, "yes")
            let before = try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM consent_ledger") }
            #expect(try await pair.browser.as(.coordinator).post("/matches/\(pair.match.id.text)/withdrawal").status == 303)
            #expect(try await pair.browser.post("\(try await pair.link(.need))/sharing", [("sharing", "yes")]).status == 409)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM consent_ledger") } == before)
        }
    }
}
