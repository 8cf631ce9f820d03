@testable import Engagements
import Foundation
import Identity
import Markup
@testable import People
import Storage
import Testing
import TestSupport

@Suite struct AskTests {
    @Test(arguments: Engine.tested)
    func `before the letters leave nobody sees a question, and taking it back is silent`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            #expect(try await pair.browser.get(try await pair.link(.need)).status == 404)
            #expect(try await pair.browser.post("\(try await pair.link(.need))/answer", [("answer", "yes")]).status == 404)
            #expect(try await pair.browser.as(.volunteer).get("/my/asks/\(try await pair.ask(.offer).text)").status == 404)
            #expect(try await pair.browser.as(.coordinator).post("/matches/\(pair.match.id.text)/withdrawal").status == 303)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT (SELECT count(*) FROM asks) + (SELECT count(*) FROM outbox)") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `later it is a withdrawal that tells both sides`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            #expect(try await pair.browser.as(.coordinator).post("/matches/\(pair.match.id.text)/withdrawal").status == 303)
            #expect(try await pair.letters("match.closed") == 2)
            for side in Side.allCases {
                #expect(try await pair.browser.get(try await pair.link(side)).text.contains("It is not because of anything you did."))
                #expect(try await pair.answer(side, "yes").status == 303)
            }
            // A second tap finds it done, and tells nobody once more.
            #expect(try await pair.browser.as(.coordinator).post("/matches/\(pair.match.id.text)/withdrawal").status == 303)
            #expect(try await pair.letters("match.closed") == 2)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM engagements") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `what both sides said yes to is taken back no more`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            for side in Side.allCases { #expect(try await pair.answer(side, "yes").status == 303) }
            #expect(try await pair.browser.as(.coordinator).post("/matches/\(pair.match.id.text)/withdrawal").status == 409)
        }
    }

    @Test(arguments: Engine.tested)
    func `the volunteer learns sizes and bands, and no name, address or contact`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let page = try await pair.browser.get(try await pair.link(.offer)).text
            for words in ["<bdi>4</bdi> people", "6–10", "Arabic", "North side", "Tuesday", "Mentoring"] { #expect(page.contains(words), "\(words)") }
            for canary in [Pair.newcomerName, Pair.familyName, "Huda", "Omar", "Lina", "900987", "after six", "1990", "2018", pair.household, pair.newcomer.text] {
                #expect(!page.contains(canary), "\(canary)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the newcomer learns a first name, languages and when the hub checked`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let page = try await pair.browser.get(try await pair.link(.need)).text
            for words in ["Tom", "Arabic", "Mentoring", "Checked by the hub on"] { #expect(page.contains(words), "\(words)") }
            for canary in ["Whitfield", "volunteer@port-selby.example", pair.volunteer.text] { #expect(!page.contains(canary), "\(canary)") }
        }
    }

    @Test(arguments: Engine.tested, [Side.need, .offer])
    func `a no shows the other side no reason, refuses the pair and frees the need`(_ engine: Engine, _ side: Side) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            _ = try await pair.answer(side.other, "yes")
            #expect(try await pair.answer(side, "no").status == 303)
            #expect(try await pair.browser.post("\(try await pair.link(side))/reason", [("reason", "Canaryreason")]).status == 303)
            let other = try await pair.browser.get(try await pair.link(side.other)).text
            #expect(!other.contains("Canaryreason") && other.contains("It is not because of anything you did."))
            #expect(try await pair.letters("match.closed") == 1)
            #expect(try await pair.browser.as(.coordinator).get("/asks").text.contains("Canaryreason"))
            #expect(try await pair.hub.archive.read { try $0.pairRules.rule(pair.need, pair.match.offer) } == .refused)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM matches WHERE closed_at IS NULL") } == 0)
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM needs WHERE closing IS NULL") } == 1)
        }
    }

    @Test(arguments: Engine.tested)
    func `the first answer stands, in whichever window it was given`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            _ = try await pair.answer(.need, "yes")
            #expect(try await pair.answer(.need, "no").status == 409)
            #expect(try await pair.browser.get(try await pair.link(.need)).status == 200)
            for _ in 1...2 { #expect(try await pair.answer(.offer, "yes").status == 303) }
            #expect(try await pair.hub.archive.read { try $0.count("SELECT count(*) FROM engagements") } == 1)
            #expect(try await pair.letters("engagement.begun") == 2)
        }
    }

    @Test(arguments: Engine.tested, ["yes", "no"])
    func `another answer than the one that stands is refused in words, and the same once more is quiet`(_ engine: Engine, _ first: String) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let other = first == "yes" ? "no" : "yes", ask = try await pair.ask(.need).text
            #expect(try await pair.answer(.need, first).status == 303)
            #expect(try await pair.answer(.need, first).status == 303)
            #expect(!(try await pair.browser.get("\(try await pair.link(.need))?lang=en").text.contains("Nothing was changed")))
            let again = try await pair.browser.post("\(try await pair.link(.need))/answer?lang=en", [("answer", other)])
            #expect(again.status == 409 && again.text.contains("You already said \(first) on") && again.text.contains("Nothing was changed"))
            let desk = try await pair.browser.as(.caseWorker).post("/asks/\(ask)/desk/answer?lang=en", [("answer", other)])
            #expect(desk.status == 409 && desk.text.contains("A \(first) was taken down already on"))
            #expect(try await pair.hub.archive.read { try $0.value("SELECT answer FROM asks WHERE id = \(ask)") as String? } == first)
        }
    }

    @Test(arguments: Engine.tested)
    func `who said yes to what has begun reads that it can be ended, and not that a coordinator takes it back`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.begin()
            let desk = try await pair.browser.as(.volunteer)
            let answer = try await desk.post("/my/asks/\(try await pair.ask(.offer).text)/answer?lang=en", [("answer", "no")])
            #expect(answer.status == 409 && answer.text.contains("it can be ended at any time"))
            #expect(try await pair.engagement().status == .active)
        }
    }

    @Test(arguments: ["en", "ar"])
    func `the question is answered without a script, in either direction`(_ language: String) async throws {
        try await withPair(on: .sqlite) { (pair) async throws in
            pair.leave()
            let link = try await pair.link(.need), page = try await pair.browser.get("\(link)?lang=\(language)").text
            #expect(page.contains("dir=\"\(language == "ar" ? "rtl" : "ltr")\""))
            #expect(page.contains("action=\"\(link)/answer\"") && page.count(of: "class=\"tile\"") == 2 && page.contains("name=\"answer\" value=\"yes\""))
            #expect(page.contains("/concerns/by/\(pair.newcomer.text)/"))
            _ = try await pair.answer(.need, "yes")
            #expect(try await pair.browser.get("\(link)?lang=\(language)").text.contains("name=\"sharing\" value=\"yes\""))
        }
    }

    @Test func `an answer that is none is asked again`() async throws {
        try await withPair(on: .sqlite) { (pair) async throws in
            pair.leave()
            #expect(try await pair.answer(.need, "perhaps").status == 422)
        }
    }

    @Test(arguments: Engine.tested)
    func `a link opens its own page only`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let need = try await pair.link(.need), offer = try await pair.link(.offer)
            let key = try #require(need.split(separator: "/").last), other = try await pair.ask(.offer).text
            #expect(try await pair.browser.get("/asks/\(other)/\(key)").status == 404)
            #expect(try await pair.browser.get("/asks/\(other)/x").status == 404)
            #expect(try await pair.browser.post("/asks/\(other)/\(key)/answer", [("answer", "yes")]).status == 404)
            #expect(try await pair.browser.get(offer).status == 200)
            #expect(try await pair.browser.as(.newcomer).get("/my/asks/\(other)").status == 404)
            #expect(try await pair.browser.as(.volunteer).get("/my/asks/\(other)").status == 200)
        }
    }

    @Test(arguments: Engine.tested, [true, false])
    func `a volunteer who is a child shares by a guardian at the desk, and nowhere alone`(_ engine: Engine, _ isOfEarlierVersion: Bool) async throws {
        try await withPair(on: engine) { (pair) async throws in
            try await pair.volunteerWrote(2010, isOfEarlierVersion)
            pair.leave()
            let ask = try await pair.ask(.offer).text, link = try await pair.link(.offer), own = try await pair.browser.as(.volunteer), desk = try await pair.browser.as(.coordinator)
            #expect(try await pair.answer(.offer, "yes").status == 422)
            #expect(try await desk.post("/asks/\(ask)/desk/answer", [("answer", "yes"), ("guardian", "parent"), ("assent", "yes")]).status == 303)
            #expect(try await pair.browser.get(link).text.contains("Come to the desk with a parent or guardian"))
            #expect(try await pair.browser.post("\(link)/sharing", [("sharing", "yes")]).status == 422)
            #expect(try await own.post("/my/asks/\(ask)/sharing", [("sharing", "yes")]).status == 422)
            let door = "/asks/\(ask)/desk/sharing"
            #expect(try await desk.post(door, [("sharing", "yes")]).status == 422)
            #expect(try await desk.post(door, [("sharing", "yes"), ("guardian", "parent"), ("assent", "yes")]).status == 303)
            for (decision, status) in [("withdrawn", 303), ("given", 422)] {
                pair.browser.town.clock.advance(by: 60)
                #expect(try await own.post("/my/consents", [("notice", "share_as_volunteer"), ("decision", decision)]).status == status)
            }
            #expect(try await own.get("/my/file").text.contains("You are under 18"))
        }
    }

    @Test(arguments: Engine.tested, Side.allCases)
    func `no yes is written down at the desk for somebody whose data is kept and not used`(_ engine: Engine, _ side: Side) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let hub = pair.hub, person = side == .need ? pair.newcomer : pair.volunteer, door = "/asks/\(try await pair.ask(side).text)/desk/sharing"
            _ = try await pair.answer(side, "yes")
            try await hub.archive.write { _ = try $0.execute("INSERT INTO restrictions (person_id, since) VALUES (\(person), \(hub.now()))") }
            let desk = try await pair.browser.as(.coordinator)
            for more in [[], [("guardian", "parent"), ("assent", "yes")]] { #expect(try await desk.post(door, [("sharing", "yes")] + more).status == 404) }
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM consent_ledger") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `staff record the answer of the person present, marked as such`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let ask = try await pair.ask(.need).text, desk = try await pair.browser.as(.caseWorker)
            let page = try await desk.get("/asks/\(ask)/desk").text
            #expect(page.contains("Read it out") && page.contains(Pair.newcomerName) && page.contains("Tom") && page.count(of: "class=\"tile\"") == 2)
            #expect(try await desk.post("/asks/\(ask)/desk/answer", [("answer", "yes"), ("interpreted", "yes")]).status == 303)
            let row = try #require(try await pair.hub.archive.read { try $0.row("SELECT channel, recorded_by, is_interpreted FROM asks WHERE id = \(ask)") })
            let recorded: String? = try row.get("recorded_by")
            #expect(try row.get("channel") as String == "desk" && recorded != nil && row.get("is_interpreted") as Bool)
            #expect(try await desk.post("/asks/\(ask)/desk/sharing", [("sharing", "yes")]).status == 303)
            let channel = try await pair.hub.archive.read { try $0.value("SELECT channel FROM consent_ledger WHERE purpose = 'share_with_match'") as String? }
            #expect(channel == "spoken")
        }
    }

    @Test(arguments: Engine.tested)
    func `the desk of another household, side or organization stays closed`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            let need = try await pair.ask(.need).text, offer = try await pair.ask(.offer).text
            try await pair.browser.town.addCaseWorker("colleague@port-selby.example")
            #expect(try await pair.browser.signedIn("colleague@port-selby.example").get("/asks/\(need)/desk").status == 403)
            #expect(try await pair.browser.as(.caseWorker).get("/asks/\(offer)/desk").status == 403)
            #expect(try await pair.browser.as(.coordinator).get("/asks/\(offer)/desk").status == 200)
            for stranger in [try await pair.browser.as(.caseWorker, of: pair.browser.town.otherOrganization)] {
                #expect(try await stranger.get("/asks/\(need)/desk").status == 404)
                #expect(try await stranger.post("/asks/\(need)/desk/answer", [("answer", "yes")]).status == 404)
                #expect(try await stranger.post("/matches/\(pair.match.id.text)/withdrawal").status == 404)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a need that is closed asks nobody any more`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.leave()
            #expect(try await pair.browser.as(.caseWorker).post("/needs/\(pair.need.text)/closure", [("closing", "withdrawn")]).status == 303)
            #expect(try await pair.browser.get(try await pair.link(.offer)).text.contains("This question is closed"))
            #expect(try await pair.letters("match.closed") == 2)
        }
    }

    @Test(arguments: Engine.tested)
    func `an unanswered question is asked again, then told, then closed`(_ engine: Engine) async throws {
        try await withPair(on: engine) { (pair) async throws in
            pair.days(8)
            for _ in 1...2 { try await pair.run("asks.follow_up") }
            #expect(try await pair.letters("match.asked_again") == 2)
            pair.days(7)
            let desk = try await pair.deskItems()
            #expect(desk.count == 2)
            pair.days(14)
            try await pair.run("asks.follow_up")
            #expect(try await pair.letters("match.closed") == 2)
            #expect(try await pair.deskItems().isEmpty)
        }
    }
}

extension Pair {
    /// What the coordinator's desk shows of this area, as the paths it leads to.
    func deskItems() async throws -> [String] {
        let browser = browser, role = "coordinator"
        let actor = try await hub.archive.read { db in
            let row = try db.row("SELECT u.id, u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.role = \(role) AND m.organization_id = \(browser.town.organization)").orNotFound()
            return Actor(user: try row.get("id"), person: try row.get("person_id"), organization: browser.town.organization, roles: [.coordinator])
        }
        let hub = hub, today = Day(hub.now(), in: hub.settings.value.zone)
        return try await hub.archive.read(by: actor, for: .volunteering) { db, access in try LifeDesk.source.find(hub, db, &access, today).map(\.route.text) }
    }
}

extension String {
    func count(of piece: String) -> Int { ranges(of: piece).count }
}
