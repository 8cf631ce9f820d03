@testable import Engagements
import Foundation
import Identity
import People
import Testing

@Suite struct LifeRuleTests {
    private static let good = CheckInAnswers(going: .good, meeting: .yes, isSafe: true, wantsTalk: false)

    private static func answers(_ change: (inout CheckInAnswers) -> Void) -> CheckInAnswers {
        var answers = good
        change(&answers)
        return answers
    }

    private static let raised: [(CheckInAnswers, Set<Flag.Kind>)] = [
        (good, []), (answers { $0.going = .soSo }, []), (answers { $0.meeting = .sometimes }, []), (answers { $0.going = .notGood }, [Flag.Kind.notGood]),
        (answers { $0.meeting = .no }, [Flag.Kind.notMeeting]), (answers { $0.isSafe = false }, [Flag.Kind.unsafe]), (answers { $0.wantsTalk = true }, [Flag.Kind.talk]),
        (CheckInAnswers(going: .notGood, meeting: .no, isSafe: false, wantsTalk: true), [Flag.Kind.notGood, .notMeeting, .unsafe, .talk]),
    ]

    @Test(arguments: raised)
    func `what one side answers raises what the coordinator must know`(_ answers: CheckInAnswers, _ flags: Set<Flag.Kind>) {
        #expect(answers.flags == flags)
    }

    private static let told: [(CheckInAnswers, CheckInAnswers, Bool)] = [
        (good, good, false), (good, answers { $0.going = .soSo }, false), (good, answers { $0.going = .notGood }, true),
        (answers { $0.going = .soSo }, answers { $0.going = .notGood }, false), (good, answers { $0.meeting = .sometimes }, false),
        (good, answers { $0.meeting = .no }, true), (good, answers { $0.isSafe = false }, true), (good, answers { $0.wantsTalk = true }, false),
    ]

    @Test(arguments: told)
    func `two sides diverge by two steps, or about safety, whichever is asked first`(_ a: CheckInAnswers, _ b: CheckInAnswers, _ diverges: Bool) {
        #expect(a.diverges(from: b) == diverges && b.diverges(from: a) == diverges)
    }

    @Test(arguments: [(0, nil), (6, nil), (7, 7), (29, 7), (30, 30), (59, 30), (60, 60), (91, 90), (365, 360)] as [(Int, Int?)])
    func `both sides are asked at day 7, 30, then monthly`(_ passed: Int, _ due: Int?) {
        let start = Day.lifeSample, schedule = CheckInSchedule(days: [7, 30], every: 30)
        #expect(schedule.latestDue(from: start, on: start.adding(days: passed)) == due.map(start.adding(days:)))
    }

    @Test(arguments: [(0, Ask.Due.nothing), (6, .nothing), (7, .reminder), (13, .reminder), (14, .telling), (27, .telling), (28, .expiry), (400, .expiry)])
    func `a question nobody answers is asked again, told, and closed`(_ days: Int, _ due: Ask.Due) {
        #expect(Ask.due(days: days) == due)
    }

    @Test(arguments: [([], []), ([8, 9], [6...10]), ([1, 12, 17], [0...2, 11...14, 15...17]), ([18, 40], [])] as [([Int], [ClosedRange<Int>])])
    func `children are told as bands of ages, adults not at all`(_ ages: [Int], _ bands: [ClosedRange<Int>]) {
        #expect(HouseholdOutline.bands(of: ages) == bands)
    }

    @Test(arguments: [("2018-11-21", 8), ("2018-11-22", 7), ("2018", 8)])
    func `an age counts full years`(_ birth: String, _ age: Int) throws {
        #expect(try #require(Birth(birth)).age(on: try #require(Day("2026-11-21"))) == age)
    }

    @Test func `every state of a question shows something, and nothing before it has left`() {
        let at = Date(timeIntervalSince1970: 1_000_000)
        func ask(_ status: Match.Status, _ answer: Ask.Answer?) -> Ask {
            Ask(id: ID(high: 1, low: 1), match: ID(high: 1, low: 2), organization: ID(high: 1, low: 3), side: .need, person: ID(high: 1, low: 4), leavesAt: at,
                answer: answer, answeredAt: answer.map { _ in at }, channel: nil, reason: nil, guardian: nil, status: status)
        }
        for status in Match.Status.allCases {
            for answer in [nil, .yes, .no] as [Ask.Answer?] {
                #expect(ask(status, answer).state(at: at - 1) == nil)
                #expect(ask(status, answer).state(at: at) != nil)
            }
        }
        #expect(ask(.asking, nil).state(at: at) == .waiting && ask(.asking, .yes).state(at: at) == .saidYes)
        #expect(ask(.declined, .no).state(at: at) == .saidNo && ask(.declined, .yes).state(at: at) == .closed)
        #expect(ask(.withdrawn, .yes).state(at: at) == .closed && ask(.accepted, .yes).state(at: at) == .together)
    }
}
