import Foundation
import Identity
import Localization
import Markup
import Web

/// An answer that stands although another one was given: when it was given, and how it can still be changed.
struct StandingAnswer: Sendable {
    let answer: Ask.Answer
    let day: Day
    /// Whether both sides have said yes.
    let hasBegun: Bool

    func html(isDesk: Bool, _ say: Speech) -> HTML {
        "<div class=\"notice warn\" role=\"alert\"><p>\(Picture("info")) <strong>\(isDesk ? taken(say) : said(say))</strong></p><p>\(change(say))</p></div>"
    }

    private func said(_ say: Speech) -> HTML {
        switch answer {
        case .yes: say("You already said yes on \(say.day(day), "day"). Nothing was changed.")
        case .no: say("You already said no on \(say.day(day), "day"). Nothing was changed.")
        }
    }

    private func taken(_ say: Speech) -> HTML {
        switch answer {
        case .yes: say("A yes was taken down already on \(say.day(day), "day"). Nothing was changed.")
        case .no: say("A no was taken down already on \(say.day(day), "day"). Nothing was changed.")
        }
    }

    private func change(_ say: Speech) -> HTML {
        switch answer {
        case .yes where hasBegun: say("It has begun, and it can be ended at any time: tell the hub, or say on its page that you would like to stop.")
        case .yes: say("As long as the other side has not answered, a coordinator of the hub can take it back. Tell them.")
        case .no: say("A no is not turned into a yes later. If you wish help of this kind after all, tell the hub.")
        }
    }

    static let samples = [(Ask.Answer.yes, false), (.yes, true), (.no, false)].map { StandingAnswer(answer: $0, day: .lifeSample, hasBegun: $1) }
}

extension StandingAnswer {
    /// Nil where nobody has answered.
    init?(_ ask: Ask, in zone: TimeZone) {
        guard let answer = ask.answer, let moment = ask.answeredAt else { return nil }
        self.init(answer: answer, day: Day(moment, in: zone), hasBegun: ask.status == .accepted)
    }
}
