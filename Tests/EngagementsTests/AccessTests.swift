import House
import Identity
import People
import Storage
import Testing
import TestSupport
import Volunteers
import Web
@testable import Engagements

/// What has to be thought of because of a disability: asked with the need, known to rounds, never told to whoever is asked to help.
@Suite struct AccessTests {
    private static let form = [("program", "mentoring"), ("urgency", "1"), ("wish", "any"), ("access", "step_free"), ("times", "2-evening")]

    @Test(arguments: Engine.tested)
    func `it is asked with a need, shown to its worker, read by rounds, and can be changed`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.caseWorker), organization = browser.town.organization
            let home = try #require(try await desk.post("/households", [("given", "Hodan"), ("born", "1991"), ("gender", "woman"), ("language", "som")]).location)
            #expect(try await desk.post(home + "/needs", Self.form).status == 303)
            #expect(try await desk.get(home + "?lang=en").text.contains("Needs ways and rooms without steps"))
            let fact = try #require(try await browser.town.hub.archive.read { try $0.facts.read(organization) }.needs.first)
            #expect(fact.access == .stepFree)
            let person: PersonID = try await browser.town.hub.archive.read { try $0.value("SELECT person_id FROM needs WHERE id = \(fact.id)") }.orNotFound()
            #expect(try await browser.town.askedFor(person).contains("Disability: Needs ways and rooms without steps, because of a disability"))
            #expect(try await desk.get("/needs/\(fact.id)").text.contains("value=\"step_free\"  checked"))
            #expect(try await desk.post("/needs/\(fact.id)", [("version", "1"), ("urgency", "1"), ("wish", "any"), ("access", "other")]).status == 303)
            #expect(try await browser.town.hub.archive.read { try $0.facts.read(organization) }.needs.map(\.access) == [.other])
        }
    }

    @Test(arguments: Engine.tested)
    func `the database keeps no other answer`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (hub) async throws in
            let town = try await RoundTown(hub)
            try await town.need()
            for table in ["needs", "match_facts"] as [SQL] {
                await #expect(throws: StorageProblem.self) { try await hub.hub.archive.write { _ = try $0.execute("UPDATE \(table) SET access = 'blind'") } }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `places say whether there are steps, and nobody who needs a way without is proposed where there are`(_ engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let desk = try await browser.as(.coordinator), market = try await Market(browser.town)
            let places = [("program", "class"), ("title", "English class"), ("capacity", "12"), ("step_free", "no")]
            #expect(try await desk.post("/offers", places).status == 303)
            let id = try #require(try await market.refreshed().offers.first { $0.isStepFree == false }?.id)
            #expect(try await desk.get("/offers/\(id)/places").text.contains("value=\"no\"  checked"))
            for (typed, known) in [("yes", true), ("", nil), ("perhaps", nil)] as [(String, Bool?)] {
                #expect(try await desk.correct("/offers/\(id)/places", [("title", "English class"), ("capacity", "12"), ("step_free", typed)]).status == 303)
                #expect(try await market.refreshed().offers.map(\.isStepFree) == [known])
            }
        }
    }

    private static let rules = Rules(programs: [.sample], town: "eng", day: Day(number: 20_778)) { _, _, _ in 10 }

    @Test(arguments: Need.Access.allCases, [true, false, nil] as [Bool?])
    func `only known steps keep apart, and only whoever needs a way without them`(_ access: Need.Access, _ isStepFree: Bool?) throws {
        var offer = OfferFacts.sample
        offer.isStepFree = isStepFree
        let need = NeedFacts.sample.with(access: access), isKept = access == .stepFree && isStepFree == false
        #expect(Self.rules.obstacles(need, offer) == (isKept ? [.steps] : []) && Self.rules.allows(need, offer) != isKept)
        #expect(try Round(needs: [need], offers: [offer], rules: Self.rules).helped == (isKept ? 0 : 1))
    }

    @Test func `a hub can let whoever has a disability go first, and give them their share`() throws {
        let needs = (0..<40).map { number -> NeedFacts in
            let access: Need.Access = number < 30 ? .none : number < 35 ? .stepFree : .other
            return NeedFacts.sample.with(id: ID(high: 1, low: UInt64(number)), urgency: access == .none ? .urgent : .canWait, access: access)
        }
        let offers = (0..<12).map { OfferFacts.sample.with(id: ID(high: 2, low: UInt64($0)), giver: ID(high: 3, low: UInt64($0))) }
        func helped(_ policy: Policy) throws -> Int {
            let round = try Round(needs: needs, offers: offers, rules: Self.rules, policy: policy)
            return round.needs.indices.count { round.needs[$0].access != .none && round.offer(for: $0) != nil }
        }
        #expect(try helped(Policy()) == 0)
        #expect(try helped(Policy(priorities: [.disability])) == 10)
        // A quarter of those who wait: a quarter of the places.
        #expect(try helped(Policy(fairness: Fairness(by: [.disability], within: 0))) == 3)
        #expect(FairGroup.all(needs, by: [.disability], on: Day(number: 20_778)).map(\.needs.count).sorted() == [10, 30])
    }
}
