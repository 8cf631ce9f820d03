import Identity
import Optimization
import People
import TestSupport
import Testing
import Volunteers
@testable import Engagements

@Suite struct OutlookTests {
    private let rules = Rules(programs: [.sample], town: "eng", day: Day(number: 20_778)) { _, _, _ in 10 }
    private func need(_ number: UInt64, _ language: String = "tir", wish: Need.GenderWish = .any) -> NeedFacts {
        .sample.with(id: ID(high: 1, low: number), wish: wish, languages: [language: .native])
    }
    private func offer(_ number: UInt64, _ languages: [String: SpokenLanguage.Level], isCleared: Bool = true) -> OfferFacts {
        .sample.with(id: ID(high: 2, low: number), giver: ID(high: 3, low: number), languages: languages, isCleared: isCleared)
    }
    private func town(_ seed: UInt64) throws -> Round {
        var town = RandomTown(dice: Dice(state: seed))
        return try Round(needs: (0..<14).map { town.need($0) }, offers: (0..<8).map { town.offer($0) }, rules: RandomTown.rules)
    }

    @Test func `choosing one by one can help fewer than the round`() throws {
        // The first takes who speaks both languages, and nobody is left for the second.
        let round = try Round(
            needs: [need(1, "arb"), need(2, "tir")], offers: [offer(1, ["arb": .native, "tir": .native]), offer(2, ["arb": .conversation])], rules: rules)
        #expect(ByHand(round).served == 1)
        #expect(round.solution.served == 2)
    }

    @Test(arguments: 0..<200)
    func `choosing one by one never helps more than the round, nor as many with a better fit`(seed: UInt64) throws {
        let round = try town(seed), hand = ByHand(round)
        #expect(hand.served < round.solution.served || hand.served == round.solution.served && hand.score <= round.solution.score)
    }

    @Test func `what stands nearest in the way is why a need waits`() throws {
        let round = try Round(needs: [need(1)], offers: [offer(1, ["arb": .native], isCleared: false), offer(2, ["arb": .native])], rules: rules)
        #expect(WaitingReason(0, in: round) == .language)
        #expect(WaitingReason(0, in: try Round(needs: [need(1)], offers: [], rules: rules)) == .nobodyOffers)
        let two = try Round(needs: [need(1), need(2)], offers: [offer(1, ["tir": .native])], rules: rules)
        let waiting = try #require(two.needs.indices.first { two.offer(for: $0) == nil })
        #expect(WaitingReason(waiting, in: two) == .othersFirst)
    }

    @Test func `who is missing is named with the language and whom they wish for`() throws {
        let round = try Round(needs: [need(1), need(2, wish: .woman), need(3, wish: .woman), need(4, "arb")], offers: [offer(1, ["arb": .native])], rules: rules)
        let wanted = try Wanted.all(round)
        #expect(wanted.map(\.kind.language) == ["tir"])
        #expect(wanted.map(\.kind.gender) == [.woman])
        #expect(wanted.map(\.kind.part) == [.evenings])
        #expect(wanted.map(\.helped) == [3])
    }

    @Test func `nobody is looked for who could help no more`() throws {
        #expect(try Wanted.all(Round(needs: [need(1)], offers: [offer(1, ["tir": .native])], rules: rules)).isEmpty)
        // Where children live and the wish is clear, someone new is checked first: never an offer of today made clear.
        let round = try Round(needs: [need(1)], offers: [offer(1, ["tir": .native], isCleared: false)], rules: rules)
        #expect(try Wanted.all(round).map(\.helped) == [1])
        #expect(round.offer(for: 0) == nil)
    }

    @Test(arguments: 0..<200)
    func `with the volunteers looked for a new round helps just as many more`(seed: UInt64) throws {
        let round = try town(seed)
        var offers = round.offers, helped = 0
        for (number, wanted) in try Wanted.all(round).enumerated() {
            offers.append(wanted.kind.offer(free: wanted.places, town: "eng").with(
                id: ID(high: 9, low: UInt64(number)), giver: ID(high: 9, low: UInt64(number))))
            helped += wanted.helped
            #expect(try Round(needs: round.needs, offers: offers, rules: round.rules).solution.served == round.solution.served + helped)
        }
    }

    @Test(arguments: 0..<60)
    func `no other kind would help more than the first`(seed: UInt64) throws {
        let round = try town(seed), best = try Wanted.all(round).first?.helped ?? 0
        for program in ["a", "b"] {
            for language in ["arb", "tir", "eng", "ukr", "fra", "prs"] {
                for gender in Gender.allCases {
                    for part in WeekPart.allCases {
                        let kind = WantedKind(program: program, language: language, gender: gender, part: part)
                        let other = try Round(needs: round.needs, offers: round.offers + [kind.offer(free: Wanted.mostPlaces, town: "eng")], rules: round.rules)
                        #expect(other.solution.served - round.solution.served <= best)
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the coordinator sees what the round brings, and others don't`(on engine: Engine) async throws {
        try await withBrowser(on: engine) { browser in
            let town = try await RoundTown(browser.town)
            try await town.need()
            let page = try await browser.as(.coordinator).get("/round/outlook?lang=en")
            #expect(page.text.contains("What the round brings"))
            #expect(try await browser.as(.caseWorker).get("/round/outlook").status == 403)
        }
    }
}
