import Foundation
import House
import Identity
import Localization
import Testing
@testable import Volunteers

@Suite struct StandingTests {
    private let say = Catalogs([:]).speech(in: .english)

    private func standing(_ shown: [Credential.Kind], refused: [Credential.Kind] = [], unanswered: Int = 0) -> Standing {
        let credentials = (shown.map { ($0, Credential.Outcome.met) } + refused.map { ($0, .notMet) }).enumerated().map { place, pair in
            Credential(id: "\(place)", kind: pair.0, outcome: pair.1, issuedOn: .sample, recordedAt: .distantPast)
        }
        let clearance = Clearance.compute(role: .sample, credentials: credentials, on: .sample)
        return .of(.open, reason: nil, clearances: [clearance], unanswered: unanswered)
    }

    @Test func `while people who know them are asked, there is nothing to do`() {
        let found = standing([], unanswered: 2)
        #expect(found.waitsOn == .referees && say.plain(found.next) == "Nothing to do for you.")
        #expect(say.plain(found.meaning).contains("people who know you"))
    }

    @Test func `where nobody was named, it is for them to name someone`() {
        #expect(standing([], unanswered: 1).waitsOn == .applicant)
    }

    @Test func `after a no it says nothing of what or why`() {
        let text = say.plain(standing([.childReference], refused: [.check("enhanced")]).meaning)
        #expect(text == "We would like to talk with you about your offer.")
    }

    @Test func `everything shown means ready`() {
        let found = Standing.of(.open, reason: nil, clearances: [.cleared(until: nil)], unanswered: 1)
        #expect(say.plain(found.meaning) == "You are ready to start.")
    }

    @Test(arguments: Application.ClosingReason.allCases)
    func `an offer that was ended says so kindly`(_ reason: Application.ClosingReason) {
        let found = Standing.of(.closed, reason: reason, clearances: [], unanswered: 3)
        #expect(found.waitsOn == .nobody && found.meaning == reason.message)
    }
}
