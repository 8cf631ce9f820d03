import Foundation
import Identity
import Localization
import Volunteers
import Web

extension NeedFacts {
    /// An invented need, for the samples of pages.
    static let sample = NeedFacts(
        id: ID(high: 1, low: 1), program: "mentoring", waitingSince: Day(number: 20_700), urgency: .urgent, gender: .woman, wish: .woman,
        hasChildren: true, people: 4, place: nil, languages: ["arb": .native, "eng": .learning],
        times: [WeeklySlot(weekday: 2, from: 1020, to: 1260)].compactMap { $0 })
}

extension OfferFacts {
    static let sample = OfferFacts(
        id: ID(high: 1, low: 2), giver: ID(high: 1, low: 3), program: "mentoring", gender: .woman, place: nil, travel: ["bus"],
        languages: ["arb": .native, "eng": .fluent], times: [WeeklySlot(weekday: 2, from: 1020, to: 1200)].compactMap { $0 }, absences: [],
        isCleared: true, isClearedForChildren: true, free: 1)
}

extension NeedSummary {
    static let sample = NeedSummary(.sample, program: .sample, district: "North side")
}

extension OfferSummary {
    static let sample = OfferSummary(.sample, who: "T. W.")
}

extension Fit {
    static let sample = Fit(.sample, .sample, .sample, way: 12, waitingDays: 40)
}

extension RoundPage {
    static let samples: [RoundPage] = {
        let summary = RoundSummary(
            id: ID(high: 1, low: 9), organization: ID(high: 1, low: 8), madeAt: .distantPast, madeBy: nil, needs: 41, offers: 25, pairs: 380, served: 19, score: 12_000)
        func page(_ round: RoundSummary?, _ lines: [Line], showsWaiting: Bool = false, silent: [Silent] = [], fairness: Fairness? = nil) -> RoundPage {
            RoundPage(
                token: FormToken("sample"), round: round, part: showsWaiting ? .place("North side") : round == nil || silent.isEmpty ? nil : .program(Program.sample.name), policy: showsWaiting ? Policy(aim: .longestWaiting, priorities: [.children], fairness: fairness) : Policy(fairness: fairness),
                isPolicyNew: showsWaiting, lines: lines, proposed: 19, waiting: 22, showsWaiting: showsWaiting, number: 1,
                silent: silent, held: HoldPart(token: FormToken("sample"), items: showsWaiting ? [.init(need: .sample, offer: .sample, until: Day(number: 20_790))] : []),
                fresh: round.map { _ in
                    FreshPart(token: FormToken("sample"), items: [.absent, .nobody, .somebodyElse].map { .init(need: .sample, offer: .sample, fit: .sample, before: $0) },
                              count: 5, more: showsWaiting ? 2 : 0, moved: 1, today: Day(number: 20_778))
                }, left: silent.count, today: Day(number: 20_778), zone: .gmt, behind: showsWaiting ? RoundProblem.tooLarge.message : nil)
        }
        return [
            page(nil, []),
            page(summary, [Line(need: .sample, offer: .sample, isProposed: true, fit: .sample), Line(need: .sample, offer: nil, isProposed: true, fit: nil),
                           Line(need: .sample, offer: .sample, isProposed: true, fit: .sample, obstacles: [.refused])],
                 silent: [Silent(match: ID(high: 1, low: 7), need: .sample, offer: .sample, leavesAt: .distantPast)]),
            page(summary, [Line(need: .sample, offer: nil, isProposed: false, fit: nil)], showsWaiting: true),
        ] + [.proved, .helped(2), .points(40), .unknown].map { (gap: RoomGap) in
            var shared = summary
            (shared.roomGap, shared.isFair) = (gap, gap == .proved)
            return page(shared, [], showsWaiting: gap == .unknown, fairness: gap == .proved || gap == .unknown ? Fairness(by: [.gender], within: 10) : nil)
        }
    }()
}

extension NeedRoundPage {
    static let samples = [
        NeedRoundPage(
            need: .sample, proposed: .sample, alternatives: [Alternative(offer: .sample, cost: Cost(fewer: 0, points: 12)), Alternative(offer: .sample, cost: nil)],
            apart: [Apart(offer: .sample, obstacles: [.notCleared, .tooFar(minutes: 80, limit: 45), .noCommonTime(minutes: 0, needed: 60)]),
                    Apart(offer: .sample, obstacles: [.noRoom(nil, free: 3, needed: 4)] + Headcount.Age.allCases.map { .noRoom($0, free: 1, needed: 2) })],
            offers: 3, today: Day(number: 20_778)),
        NeedRoundPage(need: .sample, proposed: nil, alternatives: [], apart: [], offers: 0, today: Day(number: 20_778)),
    ]
}

extension PairPage {
    static let samples: [PairPage] = {
        func page(_ verdict: Verdict, fit: Fit?, changes: [Change]?, rule: PairRule?) -> PairPage {
            PairPage(token: FormToken("sample"), need: .sample, offer: .sample, verdict: verdict, fit: fit, changes: changes, rule: rule, today: Day(number: 20_778))
        }
        let shifts = [Shift(need: .sample, from: .sample, to: .sample), Shift(need: .sample, from: .sample, to: nil), Shift(need: .sample, from: nil, to: .sample)]
        var wrong = page(.proposed, fit: .sample, changes: nil, rule: nil)
        var found = page(.proposed, fit: .sample, changes: nil, rule: nil)
        found.isProved = false
        wrong.wrong = ("yesterday", Message("Choose a day from today on, at most three months ahead."))
        return [
            wrong, page(.proposed, fit: .sample, changes: nil, rule: .pinned),
            page(.possible(Cost(fewer: 1, points: 20), shifts), fit: .sample, changes: [.place], rule: nil),
            page(.possible(Cost(fewer: 0, points: 0), shifts), fit: .sample, changes: nil, rule: nil),
            page(.possible(nil, shifts), fit: .sample, changes: [.room(Headcount(adults: 1)), .room(Headcount(children: 2))], rule: nil), found,
            page(.apart([.notClearedForChildren, .away, .over(Day(number: 20_700)), .full, .refused]), fit: nil, changes: nil, rule: .refused),
            page(.apart([.noCommonTime(minutes: 0, needed: 60), .forbidden]), fit: nil, changes: [.time(OfferFacts.sample.times), .car, .back, .longer, .allowed], rule: .forbidden),
        ]
    }()
}
