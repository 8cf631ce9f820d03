import Localization
import Markup
import Volunteers
import Web

extension Fit.Share {
    /// What this part is, as a sentence.
    func sentence(_ say: Speech) -> HTML {
        switch part {
        case .language(let code, let level):
            level >= .fluent
                ? say("They can talk in \(say.languageName(code), "language"), which both speak well.")
                : say("They can talk in \(say.languageName(code), "language").")
        case .noSharedLanguage: say("They share no language. This kind of help can do without.")
        case .way(0): say("They live in the same part of town.")
        case .way(let minutes): say(minutes, one: "The way takes about one minute.", other: "The way takes about \(minutes, "count") minutes.")
        case .wayUnknown: say("How far it is, is not known: a place is missing in the list of places.")
        case .time(let slots) where slots.isEmpty: say("They have no time in common. This kind of help can do without.")
        case .time(let slots): say("Both have time: \(say.list(slots.map { $0.words(say) }), "times").")
        case .timeUnknown: say("When they both have time, is not known: ask them.")
        case .waiting(let days, let urgency):
            switch urgency {
            case .canWait: say(days, one: "The household has waited one day.", other: "The household has waited \(days, "count") days.")
            case .soon: say(days, one: "The household needs it soon and has waited one day.", other: "The household needs it soon and has waited \(days, "count") days.")
            case .urgent: say(days, one: "It is urgent, and the household has waited one day.", other: "It is urgent, and the household has waited \(days, "count") days.")
            }
        }
    }
}
