import Identity
import Storage
import TestSupport
import Testing
@testable import Engagements

/// What became possible since the round, by the page of the round alone.
@Suite struct FreshTests {
    @Test(arguments: Engine.tested)
    func `a need that came since the round is matched at once, and no proposal is disturbed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), place = try await town.places(2, in: "class"), first = try await town.need("class"), desk = try await browser.as(.coordinator)
            _ = try await desk.post("/round")
            #expect(try await !desk.get("/round?lang=en").text.contains("Possible since the round"))
            let second = try await town.need("class"), page = try await desk.get("/round?lang=en").text
            #expect(page.contains("Possible since the round") && page.contains("This need was not in the round."))
            #expect(page.contains(first.text) && page.contains(second.text) && !page.contains("Canary"))
            #expect(try await additions(town) == [second])
            #expect(try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM matches") } == 0)
            #expect(try await desk.post("/matches", [("need", second.text), ("offer", place.text)]).status == 303)
            let after = try await desk.get("/round?lang=en").text
            #expect(after.contains(first.text) && !after.contains("Possible since the round"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a more urgent need takes nothing from what is proposed, and the page says that a new round would`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator)
            let place = try await town.places(1, in: "class"), first = try await town.need("class")
            _ = try await desk.post("/round")
            let urgent = try await town.need("class")
            try await browser.town.hub.archive.write { _ = try $0.execute("UPDATE match_facts SET urgency = 2 WHERE id = \(urgent)") }
            let page = try await desk.get("/round?lang=en").text
            #expect(page.contains("By a new round one proposal would be another"))
            #expect(page.contains(first.text) && !page.contains(urgent.text))
            #expect(try await additions(town) == [])
            try await town.desk.approve(first, place, by: town.coordinator)
            #expect(try await !desk.get("/round?lang=en").text.contains("By a new round one proposal would be another"), "what is approved moves no more")
        }
    }

    @Test(arguments: Engine.tested)
    func `what all would gain is said only where it passes what the hub asks for`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator)
            try await town.desk.adopt(Policy(staying: 1000), by: town.coordinator, at: browser.town.hub.now())
            try await town.places(1, in: "class")
            try await town.need("class")
            _ = try await desk.post("/round")
            let urgent = try await town.need("class")
            try await browser.town.hub.archive.write { _ = try $0.execute("UPDATE match_facts SET urgency = 2 WHERE id = \(urgent)") }
            #expect(try await !desk.get("/round?lang=en").text.contains("Possible since the round"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a place that was added since the round goes to who waits, who no longer stands among those for whom there is nobody`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), need = try await town.need("class")
            _ = try await desk.post("/round")
            #expect(try await desk.get("/round?list=waiting").text.contains(need.text))
            try await town.places(1, in: "class")
            #expect(try await !desk.get("/round?list=waiting&lang=en").text.contains("Possible since the round"), "the first page alone brings the round in step")
            #expect(try await !desk.get("/round?page=2&lang=en").text.contains("Possible since the round"))
            #expect(try await desk.get("/round?lang=en").text.contains("There was nobody in the round."))
            let page = try await desk.get("/round?list=waiting&lang=en").text
            #expect(page.contains("Every open need has a proposal."))
            #expect(try await additions(town) == [need])
        }
    }

    @Test(arguments: Engine.tested)
    func `what ended or was kept for somebody since frees a place, and what is approved or kept stays`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), now = browser.town.hub.now()
            let place = try await town.places(2, in: "class"), needs = [try await town.need("class"), try await town.need("class"), try await town.need("class")]
            _ = try await desk.post("/round")
            let proposed: [NeedID] = try await browser.town.hub.archive.read { try $0.rows("SELECT need_id FROM proposals WHERE offer_id IS NOT NULL ORDER BY place").map { try $0.get("need_id") } }
            let waits = needs.filter { !proposed.contains($0) }
            try await town.desk.approve(proposed[0], place, by: town.coordinator)
            try await town.desk.hold(proposed[1], place, until: town.desk.today, by: town.coordinator)
            _ = try await desk.get("/round")
            #expect(try await additions(town) == [])
            let match: MatchID = try await browser.town.hub.archive.read { try $0.value("SELECT id FROM matches") as MatchID? }.orNotFound()
            try await browser.town.hub.archive.write { try $0.matches.set(.withdrawn, of: match, at: now) }
            _ = try await desk.get("/round")
            // The place is free again: for the one whose approval was taken back, who is proposed as before.
            #expect(try await additions(town) == [])
            try await town.desk.letGo(proposed[1], by: town.coordinator)
            try await browser.town.hub.archive.write { try $0.pairRules.set(.forbidden, proposed[1], place, by: nil, at: now) }
            _ = try await desk.get("/round")
            #expect(try await additions(town) == waits)
        }
    }

    @Test(arguments: Engine.tested)
    func `a page without any change since reckons nothing, and neither does an approval of what was proposed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), place = try await town.places(2, in: "class")
            let need = try await town.need("class"), organization = browser.town.organization
            func isBehind() async throws -> Bool {
                let today = try town.desk.today
                return try await browser.town.hub.archive.read { try $0.marketChanges.isBehind(organization, on: today) }
            }
            #expect(try await !isBehind(), "without a round there is nothing to bring in step")
            #expect(try await browser.town.hub.archive.read { try $0.marketChanges.all(of: organization) } == [], "nor anything to note")
            _ = try await desk.post("/round")
            _ = try await desk.get("/round")
            #expect(try await !isBehind())
            try await town.desk.approve(need, place, by: town.coordinator)
            #expect(try await !isBehind())
            let late = try await town.need("class")
            #expect(try await isBehind())
            try await town.desk.approve(late, place, by: town.coordinator)
            _ = try await desk.get("/round")
            #expect(try await !isBehind())
            browser.town.clock.advance(by: 86_400)
            #expect(try await isBehind(), "on another day others are cleared, or no longer")
        }
    }

    @Test(arguments: Engine.tested)
    func `every change of the market is noted, and a note that came meanwhile is kept`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), place = try await town.places(1, in: "class"), need = try await town.need("class"), organization = hub.organization, now = hub.hub.now()
            try await town.desk.make(by: town.coordinator)
            let changes: [(String, @Sendable (any Connection) throws -> Void)] = [
                ("rule", { try $0.pairRules.set(.forbidden, need, place, by: nil, at: now) }), ("rule taken back", { try $0.pairRules.clear(need, place) }),
                ("offer closed", { try $0.offers.setOpen(false, [place], at: now) }), ("offer opened", { try $0.offers.setOpen(true, [place], at: now) }),
                ("need rests", { try $0.facts.setStale(true, need: need) }), ("need gone", { try $0.facts.remove([need.text]) }),
                ("capacity", { _ = try $0.execute("UPDATE givers SET capacity = 3 WHERE person_id IS NULL") }),
            ]
            for (name, change) in changes {
                let before = try await hub.hub.archive.read { try $0.marketChanges.all(of: organization) }
                try await hub.hub.archive.write(change)
                let after = try await hub.hub.archive.read { try $0.marketChanges.all(of: organization) }
                #expect(after.count > before.count, "\(name)")
                try await hub.hub.archive.write { try $0.marketChanges.forget(before) }
                #expect(try await hub.hub.archive.read { try $0.marketChanges.all(of: organization) }.count == after.count - before.count)
            }
            #expect(try await hub.hub.archive.read { try $0.marketChanges.all(of: hub.otherOrganization) } == [])
        }
    }

    @Test(arguments: Engine.tested)
    func `two windows that look at once bring it in once`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), desk = try town.desk, actor = town.coordinator
            try await town.places(2, in: "class")
            try await desk.make(by: actor)
            let need = try await town.need("class")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await desk.follow(by: actor) } }
                try await group.waitForAll()
            }
            #expect(try await additions(town) == [need])
        }
    }

    @Test(arguments: Engine.tested)
    func `what came while a round was reckoned is not lost where another page took its note meanwhile`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), desk = try town.desk, actor = town.coordinator
            try await town.places(2, in: "class")
            try await desk.make(by: actor)
            try await desk.follow(by: actor)
            let market = try await desk.market(inStepFor: actor), round = try market.round(desk.rules), late = try await town.need("class")
            try await desk.follow(by: actor)
            #expect(try await additions(town) == [late])
            try await desk.keep(round, from: market, under: nil, by: actor, at: hub.hub.now())
            try await desk.follow(by: actor)
            #expect(try await additions(town) == [late])
        }
    }

    @Test(arguments: Engine.tested)
    func `an older answer is not written over a newer one`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), desk = try town.desk, actor = town.coordinator
            try await town.places(2, in: "class")
            try await desk.make(by: actor)
            try await desk.follow(by: actor)
            try await town.need("class")
            let market = try await desk.market(inStepFor: actor), older = try desk.step(over: market, on: desk.today), late = try await town.need("class")
            try await desk.follow(by: actor)
            try await desk.keep(older, over: market, on: desk.today, by: actor)
            #expect(try await additions(town).contains(late))
        }
    }

    @Test(arguments: Engine.tested)
    func `many additions are kept in their order, and who was erased meanwhile is left out`(on engine: Engine) async throws {
        try await withHub(on: engine) { hub in
            let town = try await RoundTown(hub), desk = try town.desk, organization = hub.organization, today = desk.today
            try await desk.make(by: town.coordinator)
            let place = try await town.places(2, in: "class"), needs = [try await town.need("class"), try await town.need("class")]
            let gone = (0..<450).map { _ in RoundStep.Addition(need: hub.hub.newID(), offer: place) }
            let found = [.init(need: needs[1], offer: place)] + gone + [.init(need: needs[0], offer: place), .init(need: needs[0], offer: hub.hub.newID())]
            try await hub.hub.archive.write { db in
                let round = try db.rounds.footing(of: organization).orNotFound().round
                try db.rounds.keep(RoundStep(additions: found, count: found.count, more: 0, moved: 0), of: round, on: today, token: "one")
            }
            #expect(try await additions(town) == [needs[1], needs[0]])
        }
    }

    @Test(arguments: Engine.tested)
    func `a proposal that one of the two has refused says so in place of the button, and who can help now is told as another`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), now = browser.town.hub.now()
            let place = try await town.places(1, in: "class"), need = try await town.need("class")
            _ = try await desk.post("/round")
            try await browser.town.hub.archive.write { try $0.pairRules.refuse(need, place, at: now) }
            let page = try await desk.get("/round?lang=en").text
            #expect(page.contains(need.text) && page.contains("One of the two has said no to this before."))
            #expect(!page.contains("action=\"/matches\""))
            let answer = try await desk.post("/matches?lang=en", [("need", need.text), ("offer", place.text)])
            #expect(answer.status == 409 && answer.text.contains("One of the two has said no to this before.") && !answer.text.contains("safety rule"))
            try await town.places(1, in: "class")
            let after = try await desk.get("/round?lang=en").text
            #expect(after.contains("Who was proposed in the round can no longer help here.") && !after.contains("There was nobody in the round."))
        }
    }

    @Test(arguments: Engine.tested)
    func `of very many notes one is left, which nobody at work on the others forgets`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), organization = browser.town.organization, hub = browser.town.hub
            _ = try await browser.as(.coordinator).post("/round")
            for _ in 0..<4 { try await town.need("class") }
            let gather = { (limit: Int) async throws -> [String] in
                try await hub.archive.write { db in
                    try db.marketChanges.gather(moreThan: limit) { hub.newID(RoundID.self).text }
                    return try db.marketChanges.all(of: organization)
                }
            }
            let all = try await gather(4)
            #expect(all.count == 4)
            let left = try await gather(3)
            #expect(left.count == 1)
            try await hub.archive.write { try $0.marketChanges.forget(all) }
            let today = try town.desk.today
            #expect(try await hub.archive.read { try $0.marketChanges.all(of: organization) } == left)
            #expect(try await hub.archive.read { try $0.marketChanges.isBehind(organization, on: today) })
        }
    }

    @Test func `of safety nothing more is said than that, and of all else what it is`() {
        #expect(RoundProblem([.away, .notCleared]) == .notAllowed)
        #expect(RoundProblem([.full]) == .full)
        #expect(RoundProblem([.refused]) == .apart(.refused))
    }

    @Test(arguments: Engine.tested)
    func `what can't be stored now leaves the page as it was`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), first = try await town.need("class")
            try await town.places(2, in: "class")
            _ = try await desk.post("/round")
            try await town.need("class")
            let refusal: SQL = engine == .sqlite
                ? "CREATE TRIGGER refusal BEFORE INSERT ON round_steps BEGIN SELECT RAISE(ABORT, 'append-only'); END"
                : "CREATE TRIGGER refusal BEFORE INSERT ON round_steps FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            try await browser.town.hub.archive.write { _ = try $0.execute(refusal) }
            let page = try await desk.get("/round?lang=en")
            #expect(page.status == 200 && page.text.contains(first.text) && !page.text.contains("Possible since the round"))
        }
    }

    @Test func `a town too large for its policy is told so in place of taking the page away, and what else goes wrong is not hidden`() async throws {
        try await withHub(on: .sqlite) { hub in
            let tooLarge = try await hub.hub.notice { throw RoundProblem.tooLarge }, busy = try await hub.hub.notice { throw StorageProblem.busy }
            #expect(tooLarge == RoundProblem.tooLarge.message)
            #expect(busy == nil)
            await #expect(throws: Refusal.notFound) { _ = try await hub.hub.notice { throw Refusal.notFound } }
        }
    }

    @Test func `one piece of work goes on at a time, in the order in which they came, also after one that failed`() async throws {
        let turns = Turns(), organization: OrganizationID = ID(high: 1, low: 1), count = Count()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try? await turns.take(for: organization) {
                        await count.enter()
                        try await Task.sleep(for: .milliseconds(5))
                        await count.leave()
                        if number == 0 { throw StorageProblem.busy }
                    }
                }
            }
        }
        #expect(await count.most == 1)
        #expect(await count.all == 8)
    }

    private actor Count {
        private var now = 0
        private(set) var most = 0, all = 0
        func enter() { (now, most, all) = (now + 1, max(most, now + 1), all + 1) }
        func leave() { now -= 1 }
    }

    private func additions(_ town: RoundTown) async throws -> [NeedID] {
        let organization = town.town.organization, today = try town.desk.today
        return try await town.hub.archive.read { db in
            try db.rounds.step(of: try db.rounds.current(of: organization).orNotFound().id, on: today).orNotFound().additions.map(\.need)
        }
    }
}
