import Foundation
import House
import Identity
import Testing
@testable import Volunteers

@Suite struct ClearanceTests {
    private let today = Day(number: 20_778)

    private func shown(_ kind: Credential.Kind, _ outcome: Credential.Outcome = .met, daysAgo: Int = 10, expiresIn: Int? = nil, id: String = "a", by referee: String? = nil) -> Credential {
        Credential(id: id, kind: kind, outcome: outcome, issuedOn: today.adding(days: -daysAgo),
                   expiresOn: expiresIn.map(today.adding(days:)), referee: referee, recordedAt: .distantPast)
    }

    @Test func `nothing shown is missing`() {
        #expect(Requirement(.interview).state(of: [], on: today) == .missing(1))
        #expect(Requirement(.reference, count: 2).state(of: [shown(.reference)], on: today) == .missing(1))
    }

    @Test func `what another requirement asks for shows nothing`() {
        #expect(Requirement(.training("welcome")).state(of: [shown(.training("safeguarding"))], on: today) == .missing(1))
        #expect(Requirement(.age(25)).state(of: [shown(.age(18))], on: today) == .missing(1))
    }

    @Test func `whoever has reached twenty-five has reached eighteen`() {
        #expect(Requirement(.age(18)).state(of: [shown(.age(25))], on: today) == .met(until: nil))
    }

    @Test(arguments: [(1095, 10, 1085), (365, 365, 0)])
    func `a check counts for the days that the role says, the last one included`(_ days: Int, _ ago: Int, _ left: Int) {
        let state = Requirement(.check("basic"), days: days).state(of: [shown(.check("basic"), daysAgo: ago)], on: today)
        #expect(state == .met(until: today.adding(days: left)))
    }

    @Test func `a day later it has ended`() {
        let state = Requirement(.check("basic"), days: 365).state(of: [shown(.check("basic"), daysAgo: 366)], on: today)
        #expect(state == .expired(today.adding(days: -1)))
    }

    @Test func `the paper's own last day counts where it comes first`() {
        let state = Requirement(.check("basic"), days: 365).state(of: [shown(.check("basic"), expiresIn: 3)], on: today)
        #expect(state == .met(until: today.adding(days: 3)))
    }

    @Test func `what is dated tomorrow shows nothing today`() {
        #expect(Requirement(.interview).state(of: [shown(.interview, daysAgo: -1)], on: today) == .missing(1))
    }

    @Test func `a higher check stands for a lower one, not the other way round`() {
        let lower = Requirement(.check("basic"), orBetter: [.check("enhanced")]), higher = Requirement(.check("enhanced"))
        #expect(lower.state(of: [shown(.check("enhanced"))], on: today) == .met(until: nil))
        #expect(higher.state(of: [shown(.check("basic"))], on: today) == .missing(1))
    }

    @Test func `a no is not outweighed by a yes of another kind`() {
        let lower = Requirement(.check("basic"), orBetter: [.check("enhanced")])
        let both = [shown(.check("enhanced"), .notMet, daysAgo: 20, id: "a"), shown(.check("basic"), daysAgo: 5, id: "b")]
        #expect(lower.state(of: both, on: today) == .notMet(today.adding(days: -20)))
    }

    @Test(arguments: [(5, 20, true), (20, 5, false)])
    func `of one kind the newest outcome stands`(_ yes: Int, _ no: Int, _ isMet: Bool) {
        let both = [shown(.interview, .met, daysAgo: yes, id: "a"), shown(.interview, .notMet, daysAgo: no, id: "b")]
        #expect((Requirement(.interview).state(of: both, on: today) == .met(until: nil)) == isMet)
    }

    @Test func `one referee's no is not outweighed by two others' yes`() {
        let three = [shown(.reference, id: "a", by: "r"), shown(.reference, .notMet, id: "b", by: "s"), shown(.reference, id: "c", by: "t")]
        #expect(Requirement(.reference, count: 2).state(of: three, on: today) == .notMet(today.adding(days: -10)))
    }

    @Test(arguments: [("r", "r", Requirement.State.missing(1)), ("r", "s", .met(until: nil))])
    func `one referee counts once, however often they are recorded`(_ first: String, _ second: String, _ state: Requirement.State) {
        let both = [shown(.reference, id: "a", by: first), shown(.reference, id: "b", by: second)]
        #expect(Requirement(.reference, count: 2).state(of: both, on: today) == state)
    }

    @Test func `a no for a higher age says nothing of a lower one`() {
        let adult = Requirement(.age(18)), no = shown(.age(25), .notMet, daysAgo: 2)
        #expect(adult.state(of: [no, shown(.age(18))], on: today) == .met(until: nil))
        #expect(adult.state(of: [no], on: today) == .missing(1))
        #expect(adult.state(of: [no, shown(.age(25))], on: today) == .missing(1))
        #expect(adult.state(of: [shown(.age(18), .notMet)], on: today) == .notMet(today.adding(days: -10)))
    }

    @Test func `a role is cleared until the first of its requirements ends`() {
        let role = role([Requirement(.interview), Requirement(.check("basic"), days: 100), Requirement(.training("welcome"), days: 50)])
        let all = [shown(.interview), shown(.check("basic")), shown(.training("welcome"))]
        #expect(Clearance.compute(role: role, credentials: all, on: today) == .cleared(until: today.adding(days: 40)))
    }

    @Test func `one missing requirement is enough to be not cleared, and is named`() {
        let role = role([Requirement(.interview), Requirement(.agreement)])
        let clearance = Clearance.compute(role: role, credentials: [shown(.agreement)], on: today)
        #expect(clearance.lacks == [.init(requirement: Requirement(.interview), state: .missing(1))] && !clearance.isCleared)
    }

    private func role(_ requirements: [Requirement]) -> VolunteerRole {
        VolunteerRole(id: "r", picture: "hand", name: LocalWords(["en": "Role"]), about: LocalWords([:]), isWithChildren: false, requirements: requirements)
    }
}
