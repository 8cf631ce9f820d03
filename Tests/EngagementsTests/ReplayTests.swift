import Identity
import Optimization
import Storage
import TestSupport
import Testing
import Trust
@testable import Engagements

@Suite struct ReplayTests {
    private static let policies = PolicyTests.policies + [
        Policy(fairness: Fairness(by: [.language], within: 10)), Policy(aim: .longestWaiting, fairness: Fairness(by: [.gender, .children], within: 20)),
    ]

    private func round(_ seed: UInt64, _ policy: Policy) throws -> Round {
        var town = RandomTown(dice: Dice(state: seed))
        let needs = (0..<40).map { town.need($0).with(languages: ["eng": .native, "arb": .native]) }
        let offers = (0..<30).map { town.offer($0).with(languages: ["eng": .native, "ukr": .native], isCleared: true, isClearedForChildren: true) }
        var rules: [Round.Key: PairRule] = [:]
        for need in needs { for offer in offers { if let rule = town.rule() { rules[Round.Key(need.id, offer.id)] = rule } } }
        return try Round(needs: needs, offers: offers, rules: RandomTown.rules, pairRules: rules, policy: policy)
    }

    @Test(arguments: policies)
    func `a round is the same again, byte for byte, from what was kept`(_ policy: Policy) throws {
        for seed in 0..<8 as Range<UInt64> {
            let round = try round(seed, policy), proof = RoundProof(round)
            let records = try RoundRecord.all(round.market).map { try #require(RoundRecord($0.text)) }
            #expect(RoundProof(proof.text) == proof)
            #expect(Replay(proof.text, records, helped: round.helped).verdict == .same, "seed \(seed)")
        }
    }

    @Test(arguments: policies)
    func `without some who were in it the totals and the proof still hold`(_ policy: Policy) throws {
        for seed in 0..<8 as Range<UInt64> {
            let round = try round(seed, policy), text = RoundProof(round).text
            let left = RoundRecord.all(round.market).filter { $0.need % 3 > 0 }, replay = Replay(text, left, helped: round.helped)
            #expect(replay == Replay(verdict: .proved, needs: 40, gone: 14, helped: round.helped), "seed \(seed)")
            #expect(Replay(text, [], helped: round.helped).verdict == .proved)
        }
    }

    @Test(arguments: ["-1", "\(Int.max)", "\(Int128.max)", "\(Int128.min)"])
    func `whatever somebody writes in the place of a number, it is broken at most`(_ number: String) throws {
        for policy in [Self.policies[0], Self.policies[Self.policies.count - 1]] {
            let round = try round(3, policy), lines = RoundProof(round).text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            let records = RoundRecord.all(round.market), few = records.filter { $0.need % 3 > 0 }
            for (place, words) in lines.enumerated() {
                for word in words.indices.dropFirst().prefix(2) {
                    for changed in [number, words[word].split(separator: ":").dropLast().joined(separator: ":") + ":" + number] {
                        var all = lines
                        all[place][word] = changed
                        let text = all.map { $0.joined(separator: " ") }.joined(separator: "\n")
                        for known in [records, few] { _ = Replay(text, known, helped: round.helped) }
                    }
                }
            }
        }
    }

    @Test func `whatever number of the answer is changed, it no longer holds`() throws {
        let round = try round(3, .standard), text = RoundProof(round).text, records = RoundRecord.all(round.market)
        try #require(round.helped > 3)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated().dropFirst() where !line.hasPrefix("capacities") {
            let words = line.split(separator: " ")
            // What a place costs where there is none proves nothing.
            for word in words.indices.dropFirst() where !line.hasPrefix("offers ") || round.market.capacities[word - 1] > 0 {
                var digits = Array(words[word].utf8)
                digits[digits.count - 1] = digits[digits.count - 1] == UInt8(ascii: "9") ? UInt8(ascii: "8") : digits[digits.count - 1] + 1
                var changed = words.map(String.init), all = lines.map(String.init)
                changed[word] = String(decoding: digits, as: UTF8.self)
                all[place] = changed.joined(separator: " ")
                #expect(Replay(all.joined(separator: "\n"), records, helped: round.helped).verdict == .broken, "\(words[0]) \(word)")
            }
        }
    }

    @Test func `another choice that is worth as much is proved, and is not called changed`() throws {
        let market = try Optimization.Market(demands: [1, 1], capacities: [1, 1], pairs: [(0, 0), (0, 1), (1, 0), (1, 1)].map { Optimization.Pair(need: $0, offer: $1, score: 5) })
        let found = try market.solve(), records = RoundRecord.all(market)
        let turned = found.assignments.map { Assignment(need: $0.need, offer: 1 - $0.offer, units: 1) }
        let other = Solution(goal: found.goal, assignments: turned, standing: found.standing, certificate: found.certificate)
        let text = RoundProof(market, other, givers: 2).text
        #expect(Replay(text, records, helped: 2).verdict == .equal)
        #expect(Replay(text, records, helped: 1).verdict == .broken)
        #expect(Replay(text, [], helped: 2).verdict == .proved)
        let worse = Solution(goal: found.goal, assignments: [turned[0]], standing: Standing(served: 1, score: 5), certificate: found.certificate)
        #expect(Replay(RoundProof(market, worse, givers: 2).text, records, helped: 1).verdict == .broken)
    }

    @Test func `a round that can't be solved again now is proved, and not called another that is worth as much`() throws {
        let round = try round(3, .standard), text = RoundProof(round).text, records = RoundRecord.all(round.market), helped = round.helped
        #expect(Replay(text, records, helped: helped) { true }.verdict == .proved)
    }

    @Test(arguments: policies)
    func `a round that helped as many as it does not say is broken, whether or not people are gone`(_ policy: Policy) throws {
        let round = try round(5, policy), text = RoundProof(round).text, records = RoundRecord.all(round.market)
        for helped in [round.helped - 1, round.helped + 1] {
            #expect(Replay(text, records, helped: helped).verdict == .broken)
            #expect(Replay(text, [], helped: helped).verdict == .broken)
        }
    }

    @Test func `a proof written before it said who gives is still read`() throws {
        let round = try round(5, .standard), lines = RoundProof(round).text.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(Replay(lines, RoundRecord.all(round.market), helped: round.helped).verdict == .same)
        #expect(Replay(lines, RoundRecord.all(round.market), helped: round.needs.count + 1).verdict == .broken)
    }

    @Test(arguments: Engine.tested)
    func `a proof can be neither changed nor dropped`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), hub = browser.town.hub
            try await town.need()
            _ = try await browser.as(.coordinator).post("/round")
            for change in ["UPDATE round_proofs SET proof = ''", "DELETE FROM round_proofs"] as [SQL] {
                await #expect(throws: (any Error).self) { try await hub.archive.write { _ = try $0.execute(change) } }
            }
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM round_proofs WHERE proof <> ''") } == 1)
        }
    }

    @Test(arguments: ["", "goal score", "goal score\nweights 1\nstanding 0 0 0\ncapacities\nneeds\noffers\npairs\ngains", "x"])
    func `a text that is no proof is none`(_ text: String) { #expect(RoundProof(text) == nil) }

    @Test(arguments: ["", "x", "1 2", "1 2:3:4", "1 2:x"])
    func `a text that is no record is none`(_ text: String) { #expect(RoundRecord(text) == nil) }

    @Test(arguments: Engine.tested)
    func `the coordinator checks a round again, also after someone in it was erased`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), hub = browser.town.hub
            let needs = [try await town.need(), try await town.need()]
            try await town.places(1)
            _ = try await desk.post("/round")
            let round: String = try await hub.archive.read { try $0.value("SELECT id FROM rounds") as String? }.orNotFound()
            let page = try await desk.get("/rounds/\(round)/replay?lang=en").text
            #expect(page.contains("byte for byte"))
            #expect(!page.contains("Canary"))
            try await hub.bindReads()
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM access_records") } > 0)

            let person: PersonID = try await hub.archive.read { try $0.value("SELECT person_id FROM needs WHERE id = \(needs[0])") as PersonID? }.orNotFound()
            let now = hub.now(), program = Actor.program(of: browser.town.organization)
            _ = try await hub.archive.write(by: program, for: .dataProtection) { db, access in try hub.erase(person, in: db, &access, at: now) }
            let after = try await desk.get("/rounds/\(round)/replay?lang=en").text
            #expect(after.contains("Its totals and its proof still hold"))
            #expect(after.contains("Of one need nothing can be shown any more"))
        }
    }

    @Test(arguments: Engine.tested)
    func `what was changed in the database is seen`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town), desk = try await browser.as(.coordinator), hub = browser.town.hub
            try await town.need()
            _ = try await desk.post("/round")
            let round: String = try await hub.archive.read { try $0.value("SELECT id FROM rounds") as String? }.orNotFound()
            let guarding: SQL = engine == .sqlite ? "DROP TRIGGER round_proofs_no_UPDATE" : "DROP TRIGGER round_proofs_append_only ON round_proofs"
            try await hub.archive.write { _ = try $0.execute(guarding) }
            try await hub.archive.write { _ = try $0.execute("UPDATE round_proofs SET proof = replace(proof, 'standing 0 1', 'standing 0 2')") }
            #expect(try await desk.get("/rounds/\(round)/replay?lang=en").text.contains("does not fit together"))
        }
    }

    @Test(arguments: Engine.tested)
    func `nobody but the coordinator of the organization checks a round`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { (browser) async throws in
            let town = try await RoundTown(browser.town)
            try await town.need()
            _ = try await browser.as(.coordinator).post("/round")
            let round: String = try await browser.town.hub.archive.read { try $0.value("SELECT id FROM rounds") as String? }.orNotFound()
            #expect(try await browser.as(.caseWorker).get("/rounds/\(round)/replay").status == 403)
            #expect(try await browser.as(.coordinator).get("/rounds/00000000-0000-7000-8000-000000000000/replay").status == 404)
        }
    }
}
