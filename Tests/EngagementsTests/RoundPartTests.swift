import Identity
import Storage
import TestSupport
import Testing
@testable import Engagements

/// Rounds for one program or one part of town.
@Suite struct RoundPartTests {
    @Test(arguments: Engine.tested)
    func `a round for one program leaves what is proposed for others, and counts nobody of them`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), hub = browser.town.hub, organization = browser.town.organization
            let place = try await town.places(1, in: "class")
            let first = try await town.need("class"), waits = try await town.need("class")
            _ = try await desk.post("/round")
            let whole: RoundID = try await hub.archive.read { try $0.rounds.current(of: organization)?.id }.orNotFound()
            let late = try await town.need("class"), mentored = try await town.need("mentoring")
            #expect(try await desk.post("/round", [("part", "program:mentoring")]).status == 303)
            let today = try town.desk.today
            let (round, lists) = try await hub.archive.read { db in
                let round = try db.rounds.current(of: organization).orNotFound()
                return (round, try [true, false].map { try db.rounds.proposals(of: round.id, matched: $0, on: today, page: 1).map(\.need) })
            }
            #expect(round.part == .program("mentoring") && round.needs == 1 && round.served == 1)
            let helped = try #require([first, waits].first { lists[0].contains($0) })
            #expect(Set(lists[0]) == [helped, mentored])
            #expect(Set(lists[1]) == Set([first, waits]).subtracting([helped]))
            #expect(try await hub.archive.read { try $0.rounds.unseen(of: organization, on: today) } == 1, "\(late) was in no round yet")
            let page = try await desk.get("/round?lang=en").text
            #expect(page.contains("This round was made for one part:") && page.contains("Mentor"))
            // Each says which round proposed it: by that policy, with that proof.
            try await town.desk.approve(helped, place, by: town.coordinator)
            let mentor: OfferID = try await hub.archive.read { try $0.value("SELECT offer_id FROM proposals WHERE need_id = \(mentored)") as OfferID? }.orNotFound()
            try await town.desk.approve(mentored, mentor, by: town.coordinator)
            let rounds = try await hub.archive.read { db in
                try [helped, mentored].map { try db.value("SELECT round_id FROM matches WHERE need_id = \($0)") as RoundID? }
            }
            #expect(rounds == [whole, round.id])
        }
    }

    @Test(arguments: Engine.tested)
    func `a place that is proposed outside the part is not taken`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), now = hub.hub.now(), organization = hub.organization
            let place = try await town.places(1, in: "class"), second: OfferID = hub.hub.newID()
            let giver = try await hub.hub.archive.read { try $0.offers.find(place, visibleTo: town.coordinator).orNotFound().giver }
            try await hub.hub.archive.write { db in
                try db.offers.insert(Offer(id: second, giver: giver.id, organization: organization, program: "goods", isOpen: true), at: now)
                try db.facts.put([OfferFacts(
                    id: second, giver: giver.id, program: "goods", gender: nil, place: nil, travel: [], languages: ["arb": .native, "eng": .native], times: [],
                    absences: [], isCleared: true, isClearedForChildren: true, free: 1)], of: organization)
            }
            let need = try await town.need("class")
            try await town.desk.make(by: town.coordinator)
            let other = try await town.need("goods")
            try await town.desk.make(.program("goods"), by: town.coordinator)
            func proposed() async throws -> Set<Round.Key> { try await hub.hub.archive.read { try $0.rounds.standing(in: organization) } }
            #expect(try await proposed() == [Round.Key(need, place)])
            try await hub.hub.archive.write { try $0.pairRules.set(.forbidden, need, place, by: nil, at: now) }
            try await town.desk.make(.program("goods"), by: town.coordinator)
            #expect(try await proposed().contains(Round.Key(other, second)), "what a rule stands against by now takes no place")
        }
    }

    @Test(arguments: Engine.tested)
    func `what a round for one part carries on by another policy is told, until a round is made for everything`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator)
            try await town.places(1, in: "class")
            try await town.need("class")
            try await town.need("mentoring")
            func isTold() async throws -> Bool { try await desk.get("/round?lang=en").text.contains("the hub chooses by another policy") }
            _ = try await desk.post("/round")
            #expect(try await !isTold())
            try await town.desk.adopt(Policy(aim: .longestWaiting), by: town.coordinator, at: browser.town.hub.now())
            _ = try await desk.post("/round", [("part", "program:mentoring")])
            #expect(try await isTold())
            _ = try await desk.post("/round")
            #expect(try await !isTold())
        }
    }

    @Test(arguments: Engine.tested)
    func `by part of town the needs of those who live there are in the round`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), hub = browser.town.hub, organization = browser.town.organization
            let here = try #require(Place(name: "Harbor", latitude: 51, longitude: 1)), there = try #require(Place(name: "Hill", latitude: 52, longitude: 1))
            try await hub.archive.write { db in for place in [here, there] { try db.places.put(place) } }
            try await town.places(3, in: "class")
            let inside = try await town.need("class"), outside = try await town.need("class"), unknown = try await town.need("class")
            try await hub.archive.write { db in
                for (need, place) in [(inside, here), (outside, there)] {
                    _ = try db.execute("UPDATE match_facts SET latitude = \(place.point.latitude), longitude = \(place.point.longitude) WHERE id = \(need)")
                }
            }
            #expect(try await desk.get("/round/part?lang=en").text.contains("Harbor"))
            #expect(try await desk.post("/round", [("part", RoundPart.district(here.key).text)]).status == 303)
            #expect(try await hub.archive.read { try $0.rounds.standing(in: organization).map(\.need) } == [inside], "\(unknown)")
            #expect(try await desk.get("/round?lang=en").text.contains("Harbor"))
        }
    }

    @Test(arguments: ["program:none", "district:none", "town", "program:"])
    func `a part that there is not is asked for again`(_ part: String) async throws {
        try await withBrowser(on: .sqlite) { browser in
            _ = try await RoundTown(browser.town)
            let answer = try await browser.as(.coordinator).post("/round?lang=en", [("part", part)])
            #expect(answer.status == 422)
            #expect(answer.text.contains("Choose a program or a part of town."))
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM rounds") } == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `a round that another round overtook is not kept, be it for a part or for everything`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), desk = try town.desk, organization = hub.organization
            try await town.need("class")
            try await desk.make(by: town.coordinator)
            let market = try await desk.market(inStepFor: town.coordinator), round = try market.part(.program("class"), [], desk.rules).round(desk.rules)
            try await desk.make(by: town.coordinator)
            let newest = try await hub.hub.archive.read { try $0.rounds.current(of: organization)?.id }
            for part in [.program("class"), nil] as [RoundPart?] {
                await #expect(throws: RoundProblem.overtaken) {
                    try await desk.keep(round, of: part, from: market, under: nil, by: town.coordinator, at: hub.hub.now())
                }
            }
            #expect(try await hub.hub.archive.read { try $0.rounds.current(of: organization)?.id } == newest)
        }
    }

    @Test(arguments: Engine.tested)
    func `what a round was made for stays as it was written`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub)
            try await town.desk.make(.program("class"), by: town.coordinator)
            await #expect(throws: (any Error).self) { try await hub.hub.archive.write { _ = try $0.execute("UPDATE rounds SET part = NULL") } }
        }
    }

    @Test(arguments: [("program:class", .program("class")), ("district:north side|", .district("north side|")), ("program:", nil), ("class", nil), ("", nil)] as [(String, RoundPart?)])
    func `a part is kept as one text`(_ text: String, _ part: RoundPart?) {
        #expect(RoundPart(text) == part)
        if let part { #expect(part.text == text) }
    }
}
