@testable import Engagements
import Foundation
import Identity
import Storage
import Testing
import TestSupport

@Suite struct LifeTests {
    @Test(arguments: Engine.tested)
    func `first names and the safe way of contact open when both accepted and share`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let volunteers = try await pair.browser.get(try await pair.page(.offer)).text
            #expect(volunteers.contains(Pair.newcomerName) && volunteers.contains("900987") && volunteers.contains("after six"))
            for canary in [Pair.familyName, "Huda", "1990"] { #expect(!volunteers.contains(canary), "\(canary)") }
            let newcomers = try await pair.browser.get(try await pair.page(.need)).text
            #expect(newcomers.contains("Tom") && newcomers.contains("volunteer@port-selby.example") && !newcomers.contains("Whitfield"))
            #expect(newcomers.contains("Iryna Bondar"))
            #expect(try await pair.flags().isEmpty)
            try await pair.hub.bindReads()
            let pseudonym = pair.hub.keyring.pseudonym(of: pair.newcomer)
            let kinds = try await pair.hub.archive.read { db in
                try db.rows("SELECT kinds FROM access_records WHERE person = \(pseudonym) AND purpose = 'matching'").map { try $0.get("kinds") as String }
            }
            #expect(kinds.contains("contact,identity"))
        }
    }

    @Test(arguments: Engine.tested)
    func `without both consents no name opens, and the coordinator brings them together`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin(sharing: false)
            #expect(try await pair.flags() == [.noConsent])
            let volunteers = try await pair.browser.get(try await pair.page(.offer)).text
            #expect(!volunteers.contains(Pair.newcomerName) && !volunteers.contains("900987") && volunteers.contains("brings you together"))
            _ = try await pair.browser.post("\(try await pair.page(.offer))/sharing")
            #expect(try await !pair.browser.get(try await pair.page(.offer)).text.contains(Pair.newcomerName))
            _ = try await pair.browser.post("\(try await pair.page(.need))/sharing")
            #expect(try await pair.browser.get(try await pair.page(.offer)).text.contains(Pair.newcomerName))
            #expect(try await pair.flags().isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `a child is told where a yes to sharing is said, and offered none that is refused`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin(sharing: false)
            #expect(try await pair.browser.get(try await pair.page(.need)).text.contains("I agree to share them"))
            try await pair.makeChild()
            let page = try await pair.browser.get(try await pair.page(.need)).text
            #expect(page.contains("Come to the desk with a parent or guardian") && !page.contains("I agree to share them"))
            #expect(try await pair.browser.post("\(try await pair.page(.need))/sharing").status == 422)
            #expect(try await pair.browser.get(try await pair.page(.offer)).text.contains("I agree to share them"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a consent taken back closes the name at once`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            pair.browser.town.clock.advance(by: 60)
            _ = try await pair.browser.as(.caseWorker).post("/persons/\(pair.newcomer.text)/consents/share_with_match", [("decision", "withdrawn"), ("how", "spoken")])
            let page = try await pair.browser.get(try await pair.page(.offer)).text
            #expect(!page.contains(Pair.newcomerName) && !page.contains("900987"))
            try await pair.run("engagements.watch")
            #expect(try await pair.flags() == [.noConsent])
        }
    }

    @Test(arguments: Engine.tested)
    func `a meeting is told in two taps, once, and taken back`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let page = try await pair.page(.offer)
            for _ in 1...2 { #expect(try await pair.browser.post("\(page)/meetings", [("day", "2026-11-21"), ("kind", "met")]).status == 303) }
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM engagement_meetings") } == 1)
            #expect(try await pair.engagement().firstMetOn == Day("2026-11-21"))
            #expect(try await pair.browser.post("\(page)/meetings", [("day", "2026-11-22"), ("kind", "met")]).status == 422)
            #expect(try await pair.browser.post("\(page)/meetings/removal", [("day", "2026-11-21"), ("kind", "met")]).status == 303)
            #expect(try await pair.engagement().firstMetOn == nil)
        }
    }

    @Test(arguments: Engine.tested)
    func `no first meeting within fourteen days is told to the coordinator, until there is one`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            pair.days(13)
            try await pair.run("engagements.watch")
            #expect(try await pair.flags().isEmpty)
            pair.days(1)
            for _ in 1...2 { try await pair.run("engagements.watch") }
            #expect(try await pair.flags() == [.noFirstMeeting])
            #expect(try await pair.deskItems() == ["/engagements/\(try await pair.engagement().id.text)"])
            _ = try await pair.browser.post("\(try await pair.page(.need))/meetings", [("day", "2026-12-01"), ("kind", "met")])
            #expect(try await pair.flags().isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `both sides are asked how it goes; what differs is told to the coordinator alone`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            pair.days(7)
            for _ in 1...2 { try await pair.run("check_ins.ask") }
            #expect(try await pair.letters("engagement.check_in") == 2)
            let need = try await pair.checkIn(.need), offer = try await pair.checkIn(.offer)
            #expect(try await pair.browser.post("\(need)/answer", [("going", "good")]).status == 422)
            #expect(try await pair.browser.post("\(need)/answer", Self.answers("not_good", safe: "no") + [("words", "Canarywords")]).status == 303)
            #expect(try await pair.browser.post("\(need)/answer", Self.answers("good", safe: "yes")).status == 303)
            #expect(try await pair.flags() == [.notGood, .unsafe])
            _ = try await pair.browser.post("\(offer)/answer", Self.answers("good", safe: "yes"))
            #expect(try await pair.flags() == [.notGood, .unsafe, .diverging])
            for page in [need, offer, try await pair.page(.offer), try await pair.page(.need)] { #expect(try await !pair.browser.get(page).text.contains("Canarywords")) }
            let desk = try await pair.browser.as(.coordinator).get("/engagements/\(try await pair.engagement().id.text)").text
            #expect(desk.contains("Canarywords") && desk.contains("Does not feel safe"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a check-in nobody answers for a week is overdue until it is answered`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            _ = try await pair.browser.post("\(try await pair.page(.need))/meetings", [("day", "2026-11-21"), ("kind", "met")])
            pair.days(7)
            try await pair.run("check_ins.ask")
            pair.days(7)
            for _ in 1...2 { try await pair.run("engagements.watch") }
            #expect(try await pair.flags() == [.overdueCheckIn])
            let counts = try await pair.hub.archive.read { db in
                try db.checkIns.waitingCount(in: pair.match.organization, overdueSince: Day(pair.hub.now(), in: .gmt).adding(days: -7))
            }
            #expect(counts.waiting == 2 && counts.overdue == 2)
            for side in Side.allCases { _ = try await pair.browser.post("\(try await pair.checkIn(side))/answer", Self.answers("good", safe: "yes")) }
            #expect(try await pair.flags().isEmpty)
        }
    }

    @Test(arguments: Engine.tested)
    func `support is asked for in one tap and settled with a sealed note`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let engagement = try await pair.begin()
            for _ in 1...2 { #expect(try await pair.browser.post("\(try await pair.page(.need))/support", [("kind", "support")]).status == 303) }
            #expect(try await pair.flags() == [.support])
            let flag = try #require(try await pair.hub.archive.read { try $0.value("SELECT id FROM engagement_flags WHERE kind = 'support'") as String? }), desk = try await pair.browser.as(.coordinator)
            #expect(try await desk.post("/engagements/\(engagement.id.text)/flags/\(flag)/settlement", [("note", "Canarynote")]).status == 303)
            #expect(try await desk.get("/engagements/\(engagement.id.text)").text.contains("Canarynote"))
            #expect(try await pair.flags().isEmpty)
            #expect(try await pair.engagement().attention == 0)
            let bytes = try #require(try await pair.hub.archive.read { try $0.value("SELECT note FROM engagement_flags WHERE note IS NOT NULL") as [UInt8]? })
            #expect(!String(decoding: bytes, as: UTF8.self).contains("Canarynote"))
        }
    }

    @Test(arguments: Engine.tested, ["", "soon", "2026-11-22", "2046-01-01"])
    func `a day that it can't be planned until is said, and what was typed stays`(_ engine: Engine, _ until: String) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let before = try await pair.begin(), desk = try await pair.browser.as(.coordinator)
            let answer = try await desk.post("/engagements/\(before.id.text)/extension", [("until", until)])
            #expect(answer.status == 422 && answer.text.contains("Write a day that is later") && answer.text.contains("value=\"\(until)\""))
            #expect(try await pair.engagement().plannedUntil == before.plannedUntil)
        }
    }

    @Test(arguments: Engine.tested)
    func `an ending without a reason is asked again, and what was typed stays`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let place = "/engagements/\(try await pair.begin().id.text)", desk = try await pair.browser.as(.coordinator)
            let answer = try await desk.post(place + "/ending", [("ending", "boredom"), ("need", "open"), ("reached", "Canaryreached")])
            #expect(answer.status == 422 && answer.text.contains("Choose why it ends.") && answer.text.contains(">Canaryreached</textarea>"))
            #expect(answer.text.contains(/value="open"\s+checked/))
            #expect(try await pair.engagement().status == .active)
            #expect(try await desk.post(place + "/ending", [("ending", "reached")]).status == 303)
            #expect(try await desk.post(place + "/extension", [("until", "soon")]).status == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `an ending thanks both sides, and can be taken back for ten minutes`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let engagement = try await pair.begin(), desk = try await pair.browser.as(.coordinator), place = "/engagements/\(engagement.id.text)"
            let ending = [("ending", "reached"), ("need", "met"), ("reached", "Canaryreached")]
            #expect(try await desk.post("\(place)/ending", ending).status == 303)
            #expect(try await desk.post("\(place)/ending", ending).status == 409)
            #expect(try await pair.letters("engagement.ended") == 2)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM needs WHERE closing = 'met'") } == 1)
            #expect(try await desk.post("\(place)/reopening").status == 303)
            #expect(try await pair.engagement().status == .active)
            #expect(try await pair.letters("engagement.ended") == 0)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM needs WHERE closing IS NULL") } == 1)
            #expect(try await desk.post("\(place)/ending", ending).status == 303)
            pair.leave()
            #expect(try await desk.post("\(place)/reopening").status == 409)
            let page = try await pair.browser.get(try await pair.page(.offer)).text
            #expect(page.contains("Thank you for your time") && !page.contains(Pair.newcomerName) && !page.contains("Canaryreached"))
            #expect(try await desk.get(place).text.contains("Canaryreached"))
            let status = try await pair.hub.archive.read { try $0.value("SELECT status FROM matches") as String? }
            #expect(status == "ended")
        }
    }

    @Test(arguments: Engine.tested)
    func `a lost clearance suspends at once, tells both and no reason`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let engagement = try await pair.begin(), desk = try await pair.browser.as(.coordinator)
            let check = try #require(try await pair.credential("check:enhanced"))
            #expect(try await desk.post("/volunteers/\(pair.volunteer.text)/corrections", [("credential", check)]).status == 303)
            let rested = try await pair.engagement()
            #expect(rested.status == .suspended && rested.suspension == .clearance)
            #expect(try await pair.letters("engagement.paused") == 2)
            for side in Side.allCases {
                let page = try await pair.browser.get(try await pair.page(side)).text
                #expect(page.contains("This is paused for the moment") && page.contains("Iryna Bondar") && !page.contains("not shown any more"))
                #expect(!page.contains(side == .offer ? Pair.newcomerName : "volunteer@port-selby.example"))
            }
            #expect(try await desk.get("/engagements/\(engagement.id.text)").text.contains("Something that the role asks for is not shown any more."))
            #expect(try await desk.post("/engagements/\(engagement.id.text)/resumption").status == 409)
            _ = try await desk.post("/volunteers/\(pair.volunteer.text)/credentials", [("kind", "check:enhanced"), ("outcome", "met"), ("issued_on", "2026-11-20")])
            #expect(try await desk.post("/engagements/\(engagement.id.text)/resumption").status == 303)
            #expect(try await pair.engagement().status == .active)
        }
    }

    @Test(arguments: Engine.tested)
    func `a clearance that expires overnight rests the engagement`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            pair.days(1095)
            try await pair.run("engagements.watch")
            #expect(try await pair.engagement().status == .suspended)
        }
    }

    @Test(arguments: Engine.tested)
    func `a lost clearance takes back what is asked`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let check = try #require(try await pair.credential("interview"))
            _ = try await pair.browser.as(.coordinator).post("/volunteers/\(pair.volunteer.text)/corrections", [("credential", check)])
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM matches WHERE status = 'withdrawn'") } == 1)
            #expect(try await pair.letters("match.closed") == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `another organization and the wrong person see nothing`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            let engagement = try await pair.begin(), place = "/engagements/\(engagement.id.text)"
            let stranger = try await pair.browser.as(.coordinator, of: pair.browser.town.otherOrganization)
            #expect(try await stranger.get(place).status == 404)
            for part in ["suspension", "resumption", "reopening"] { #expect(try await stranger.post("\(place)/\(part)").status == 404) }
            #expect(try await !stranger.get("/engagements").text.contains(engagement.id.text))
            #expect(try await pair.browser.as(.newcomer).get("/my\(place)").status == 404)
            #expect(try await pair.browser.as(.caseWorker).get(place).status == 403)
            #expect(try await pair.browser.as(.volunteer).get("/my\(place)").status == 200)
            let key = try #require(try await pair.page(.need).split(separator: "/").last)
            #expect(try await pair.browser.get("\(place)/offer/\(key)").status == 404)
        }
    }

    @Test(arguments: Engine.tested)
    func `the list puts first what needs attention, and opens no family name`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let page = try await pair.browser.as(.coordinator).get("/engagements").text
            #expect(page.contains("Z. – T.") && !page.contains(Pair.newcomerName) && !page.contains(Pair.familyName))
        }
    }

    @Test(arguments: Engine.tested)
    func `a state that can't be is refused by the tables`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            for statement in [
                "UPDATE engagements SET status = 'suspended'", "UPDATE engagements SET status = 'ended'", "UPDATE engagements SET suspension = 'clearance'",
                "UPDATE asks SET answer = NULL", "UPDATE asks SET recorded_by = (SELECT min(id) FROM users)", "UPDATE asks SET boundaries_hash = NULL",
                "UPDATE engagements SET volunteer_id = newcomer_id", "UPDATE engagements SET attention = 4",
            ] as [SQL] {
                await #expect(throws: StorageProblem.self, "\(statement)") { try await pair.hub.archive.write { try $0.execute(statement) } }
            }
        }
    }

    private static func answers(_ going: String, safe: String) -> [(String, String)] {
        [("going", going), ("meeting", "yes"), ("safe", safe), ("talk", "no")]
    }
}

extension Pair {
    func checkIn(_ side: Side) async throws -> String {
        let id = try await engagement().id
        let found = try await hub.archive.read { try $0.checkIns.list(of: id, limit: 10).first { $0.side == side } }
        return hub.personalLink("/check-ins/\(try found.orNotFound().id.text)")
    }

    func credential(_ kind: String) async throws -> String? {
        let volunteer = volunteer
        return try await hub.archive.read { try $0.value("SELECT id FROM credentials WHERE person_id = \(volunteer) AND kind = \(kind)") }
    }
}
