import Foundation
import Identity
import Storage
import TestSupport
import Testing
@testable import Engagements

@Suite struct PolicyRoutesTests {
    private static let longest: [(String, String)] = PolicyForm(Policy(aim: .longestWaiting, priorities: [.children])).fields.map { ($0.name, $0.value) }

    @Test(arguments: Engine.tested)
    func `trying a policy shows what it would change and writes nothing`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town)
            try await town.need()
            let page = try await browser.as(.coordinator).post("/round/policy/trial?lang=en", Self.longest)
            #expect(page.status == 200)
            #expect(page.text.contains("Today it would change nothing: the same would be helped by the same."))
            #expect(try await count("policies", browser) == 0)
            #expect(try await count("rounds", browser) == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `who would be helped in place of whom is shown before it holds`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), hub = browser.town.hub
            try await town.places(1)
            let (urgent, longest) = (try await town.need(), try await town.need())
            try await hub.archive.write { db in
                _ = try db.execute("UPDATE match_facts SET is_cleared = \(false) WHERE side = 'offer' AND gender IS NOT NULL")
                _ = try db.execute("UPDATE match_facts SET urgency = 2 WHERE id = \(urgent)")
                _ = try db.execute("UPDATE match_facts SET urgency = 0, waiting_since = '2026-10-01' WHERE id = \(longest)")
            }
            let page = try await browser.as(.coordinator).post(
                "/round/policy/trial?lang=en", PolicyForm(Policy(aim: .longestWaiting)).fields.map { ($0.name, $0.value) }).text
            #expect(page.contains("Helped then, and not now"))
            #expect(page.contains("Helped now, and not then"))
            #expect(!page.contains("Canary"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a policy in force is named by the round that goes by it`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator)
            try await town.need()
            _ = try await desk.post("/round")
            #expect(try await desk.get("/round?lang=en").text.contains("Most helped first"))
            #expect(try await desk.post("/round/policy", Self.longest).status == 303)
            let before = try await desk.get("/round?lang=en").text
            #expect(before.contains("Most helped first"))
            #expect(before.contains("Since this round the hub chooses by another policy."))
            _ = try await desk.post("/round")
            let after = try await desk.get("/round?lang=en").text
            #expect(after.contains("Longest waiting first"))
            #expect(after.contains("First of all: \u{2068}Households with children\u{2069}.") || after.contains("First of all: <bdi>Households with children</bdi>."))
        }
    }

    @Test(arguments: Engine.tested)
    func `what is wrong is said and what was typed stays`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let desk = try await browser.as(.coordinator)
            let typed = Self.longest.map { $0.0 == "way_points" ? ("way_points", "123") : $0 }
            let answer = try await desk.post("/round/policy?lang=en", typed)
            #expect(answer.status == 422)
            #expect(answer.text.contains("have to make 1,000 together"))
            #expect(answer.text.contains("value=\"123\""))
            #expect(try await count("policies", browser) == 0)
        }
    }

    @Test(arguments: Engine.tested)
    func `neither a policy nor what a round was made by can be changed`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), archive = browser.town.hub.archive
            try await town.need()
            _ = try await desk.post("/round/policy", Self.longest)
            _ = try await desk.post("/round")
            await #expect(throws: (any Error).self) { try await archive.write { _ = try $0.execute("UPDATE policies SET aim = 'fit'") } }
            await #expect(throws: (any Error).self) { try await archive.write { _ = try $0.execute("DELETE FROM policies") } }
            await #expect(throws: (any Error).self) { try await archive.write { _ = try $0.execute("UPDATE rounds SET policy_id = NULL") } }
            await #expect(throws: (any Error).self) { try await archive.write { _ = try $0.execute("UPDATE rounds SET served = served + 1") } }
            #expect(try await archive.read { try $0.value("SELECT aim FROM policies") as String? } == "longest")
        }
    }

    @Test(arguments: Engine.tested)
    func `points that do not make a thousand are refused by the table itself`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), hub = browser.town.hub
            var policy = Policy.standard
            policy.weights.language = 301
            let wrong = AdoptedPolicy(id: hub.newID(), organization: browser.town.organization, policy: policy, at: hub.now(), by: town.coordinator.user)
            await #expect(throws: (any Error).self) { try await hub.archive.write { try $0.policies.adopt(wrong) } }
        }
    }

    @Test(arguments: Engine.tested)
    func `whoever is asked reads by what the round chose that proposed it, also after another is in force`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), need = try await town.need(), desk = try await browser.as(.coordinator), hub = browser.town.hub
            _ = try await desk.post("/round/policy", Self.longest)
            _ = try await desk.post("/round")
            let tom = try await town.offer(of: "T. W.")
            #expect(try await desk.post("/matches", [("need", need.text), ("offer", tom.text)]).status == 303)
            browser.town.clock.advance(by: 601)
            _ = try await browser.as(.coordinator).post("/round/policy", PolicyForm(Policy(aim: .bestFit)).fields.map { ($0.name, $0.value) })
            for ask in try await hub.archive.read({ try $0.rows("SELECT id FROM asks").map { try $0.get("id") as String } }) {
                let page = try await browser.get(hub.personalLink("/asks/\(ask)") + "?lang=en").text
                #expect(page.contains("Whoever has waited longest is helped first."))
                #expect(!page.contains("even where fewer are helped"))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody but the coordinator sees or chooses the policy`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            #expect(try await browser.as(.caseWorker).get("/round/policy").status == 403)
            #expect(try await browser.as(.administrator).post("/round/policy", Self.longest).status == 403)
        }
    }

    private func count(_ table: SQL, _ browser: Browser) async throws -> Int {
        try await browser.town.hub.archive.read { try $0.count("SELECT count(*) FROM \(table)") }
    }
}
