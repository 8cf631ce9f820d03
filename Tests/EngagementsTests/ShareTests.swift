import Assembly
@testable import Engagements
import Foundation
import House
import Identity
import Storage
import Testing
import TestSupport
import Trust

@Suite struct ShareTests {
    private func shares(_ pair: Pair) async throws -> [Share] {
        try await pair.hub.archive.read { try $0.shares.all(of: pair.newcomer, limit: 50) + $0.shares.all(of: pair.volunteer, limit: 50) }
    }

    @Test(arguments: Engine.tested)
    func `once both sides agree, what each gave the other stands in the list, on the ground of consent`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let shares = try await shares(pair)
            #expect(shares.map(\.receiver) == [.helper, .helped] && shares.allSatisfy { $0.isLive(at: pair.hub.now()) && $0.ground == .consent && $0.kinds == [.identity, .contact] })
            #expect(shares.map(\.receiverID) == [pair.volunteer.text, pair.newcomer.text] && shares.map(\.consent) == ["share_with_match", "share_as_volunteer"])
        }
    }

    @Test(arguments: Engine.tested)
    func `nothing is shared as long as one side has not agreed`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin(sharing: false)
            #expect(try await shares(pair).isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `taking it back closes both at once, and asks the receiver alone to delete it`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            #expect(try await pair.browser.get(try await pair.page(.offer)).text.contains(Pair.phone))
            pair.days(1)
            #expect(try await pair.browser.post("\(try await pair.page(.need))/sharing", [("sharing", "withdrawn")]).status == 303)
            #expect(try await !pair.browser.get(try await pair.page(.offer)).text.contains(Pair.phone))
            let shares = try await shares(pair)
            #expect(shares.map(\.closing) == [.withdrawn, .otherSide] && shares.map { $0.askedAt != nil } == [true, false])
            #expect(try await pair.letters("share.closed") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `a volunteer who can't come in takes it back at the desk, and whoever was given it is told`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let record = "/volunteers/\(pair.volunteer.text)", consents = "\(record)/consents/share_as_volunteer"
            pair.days(1)
            let desk = try await pair.browser.as(.coordinator), page = try await desk.get(record).text
            #expect(page.contains("action=\"\(consents)\"") && page.contains("They take it back") && !page.contains("They say yes"))
            #expect(try await desk.post(consents, [("decision", "given"), ("how", "spoken")]).status == 404)
            #expect(try await desk.post("\(record)/consents/share_with_match", [("decision", "withdrawn"), ("how", "spoken")]).status == 404)
            #expect(try await desk.post(consents, [("decision", "withdrawn"), ("how", "")]).status == 422)
            #expect(try await pair.letters("share.closed") == 0)
            // The second click is no second answer.
            for _ in 1...2 { #expect(try await desk.post(consents, [("decision", "withdrawn"), ("how", "spoken")]).location == "\(record)#consents") }
            #expect(try await shares(pair).map(\.closing) == [.otherSide, .withdrawn])
            #expect(try await pair.letters("share.closed") == 1)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM consent_ledger WHERE purpose = 'share_as_volunteer' AND decision = 'withdrawn' AND channel <> 'own'") } == 1)
            let after = try await desk.get(record).text, receipt = try #require(after.firstMatch(of: /href="([^"]*\/receipts\/[^"]*)"/)).output.1
            #expect(after.contains("Taken back on") && !after.contains("They take it back"))
            #expect(try await desk.get(String(receipt)).text.contains("Receipt of your answer"))
            #expect(try await pair.browser.as(.volunteer).get("/my/file").text.contains("You took it back."))
            #expect(try await pair.browser.as(.caseWorker).post(consents, [("decision", "withdrawn"), ("how", "spoken")]).status == 403)
        }
    }

    @Test(arguments: Engine.tested)
    func `the receiver says in one tap that they deleted it, once and for themselves alone`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let share = try await shares(pair)[0]
            let link = pair.hub.personalLink("/shares/\(share.id)")
            #expect(try await pair.browser.get(link).status == 404)
            _ = try await pair.browser.post("\(try await pair.page(.need))/sharing", [("sharing", "withdrawn")])
            #expect(try await pair.browser.get(link).text.contains("I have deleted it"))
            #expect(try await pair.browser.as(.newcomer).get("/my/shares/\(share.id)").status == 404)
            let volunteer = try await pair.browser.as(.volunteer)
            #expect(try await volunteer.get("/my").text.contains("/my/shares/\(share.id)"))
            for _ in 1...2 { #expect(try await volunteer.post("/my/shares/\(share.id)/confirmation").status == 303) }
            #expect(try await pair.browser.get(link).text.contains("You told us"))
            #expect(try await !volunteer.get("/my").text.contains("/my/shares/\(share.id)"))
            let entries = try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM audit_pending WHERE action = 'share.confirmed'") }
            #expect(entries == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `who has not confirmed is reminded once, and the officer sees it`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            _ = try await pair.browser.post("\(try await pair.page(.need))/sharing", [("sharing", "withdrawn")])
            let officer = try await pair.browser.as(.officer)
            #expect(try await officer.get("/data-protection").text.contains("One receiver has not said yet"))
            #expect(try await !officer.get("/desk").text.contains("One receiver has not said"))
            pair.days(8)
            for _ in 1...2 { try await pair.run("shares.remind") }
            #expect(try await pair.letters("share.closed_again") == 1)
            #expect(try await pair.browser.as(.officer).get("/desk").text.contains("One receiver has not said"))
        }
    }

    @Test(arguments: Engine.tested)
    func `in their file the person reads with whom it was shared and what became of it`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let volunteer = try await pair.browser.as(.volunteer)
            #expect(try await volunteer.get("/my/file").text.contains("With the person you help"))
            _ = try await volunteer.post("/my/consents", [("notice", "share_as_volunteer"), ("decision", "withdrawn")])
            let page = try await volunteer.get("/my/file").text
            #expect(page.contains("have not said yet that they did") && page.contains("What they know we can’t take back"))
            #expect(try await volunteer.get("/my/file/copy").text.contains("With the person you help"))
        }
    }

    @Test(arguments: Engine.tested)
    func `an end or a pause closes it without asking anybody to delete, and going on opens it again`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let engagement = try await pair.begin(), coordinator = try await pair.browser.as(.coordinator)
            #expect(try await coordinator.post("/engagements/\(engagement.id.text)/suspension").status == 303)
            #expect(try await shares(pair).allSatisfy { $0.closing == .over && $0.askedAt == nil })
            #expect(try await coordinator.post("/engagements/\(engagement.id.text)/resumption").status == 303)
            #expect(try await shares(pair).filter { $0.closedAt == nil }.count == 2)
            _ = try await coordinator.post("/engagements/\(engagement.id.text)/ending", [("ending", "agreed_end")])
            #expect(try await shares(pair).allSatisfy { $0.closing == .over })
        }
    }

    @Test(arguments: Engine.tested, [true, false])
    func `what is taken back while it rests or is over reaches whoever had it, once`(_ engine: Engine, rests: Bool) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let place = "/engagements/\(try await pair.begin().id.text)"
            // Given twice, so that the list holds two of them for one receiver.
            for step in ["suspension", "resumption"] {
                pair.days(1)
                #expect(try await pair.browser.as(.coordinator).post("\(place)/\(step)").status == 303)
            }
            #expect(try await pair.browser.as(.coordinator).post(rests ? "\(place)/suspension" : "\(place)/ending", [("ending", "agreed_end")]).status == 303)
            #expect(try await pair.letters("share.closed") == 0)
            for decision in ["withdrawn", "given", "withdrawn"] {
                pair.browser.town.clock.advance(by: 60)
                _ = try await pair.browser.as(.caseWorker).post("/persons/\(pair.newcomer.text)/consents/share_with_match", [("decision", decision), ("how", "spoken")])
            }
            let given = try await shares(pair).filter { $0.person == pair.newcomer }
            #expect(given.count == 2 && given.filter { $0.askedAt != nil }.map(\.closing) == [.withdrawn])
            #expect(try await pair.letters("share.closed") == 1)
            #expect(try await pair.browser.as(.officer).get("/data-protection").text.contains("One receiver has not said yet"))
            let volunteer = try await pair.browser.as(.volunteer), asked = try given.first { $0.askedAt != nil }.orNotFound()
            #expect(try await volunteer.post("/my/shares/\(asked.id)/confirmation").status == 303)
            #expect(try await shares(pair).contains { $0.id == asked.id && $0.confirmedAt != nil })
        }
    }

    @Test(arguments: Engine.tested)
    func `what someone takes back whose data is not used reaches whoever had it`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            try await pair.restrict()
            #expect(try await pair.letters("share.closed") == 0)
            pair.browser.town.clock.advance(by: 60)
            let worker = try await pair.browser.as(.caseWorker)
            #expect(try await worker.post("/persons/\(pair.newcomer.text)/consents/share_with_match", [("decision", "withdrawn"), ("how", "spoken")]).status == 303)
            #expect(try await pair.letters("share.closed") == 1)
            let share = try await shares(pair).first { $0.person == pair.newcomer }
            #expect(share?.closing == .withdrawn && share?.askedAt != nil)
            #expect(try await pair.browser.as(.volunteer).get("/my").text.contains("/my/shares/\(share?.id ?? "")"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a consent that runs out closes what rests on it`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            pair.days(370)
            try await pair.run("consents.watch")
            #expect(try await shares(pair)[0].closing == .expired)
            #expect(try await pair.letters("share.closed") == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `what began before the list was kept is in it after the next look`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            try await pair.hub.archive.write { _ = try $0.execute("DELETE FROM shares") }
            for _ in 1...2 { try await pair.run("engagements.watch") }
            #expect(try await shares(pair).count == 2)
        }
    }
}
