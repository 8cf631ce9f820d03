import Localization
import Markup

extension Obstacle {
    /// Why the two can't be matched, as the coordinator reads it.
    var message: Message {
        switch self {
        case .specialistOnly: Message("Only a specialist may do this. It is no task for a volunteer.")
        case .notCleared: Message("The volunteer is not cleared for this role today.")
        case .notClearedForChildren: Message("Children live in the household, and the volunteer is not cleared for work with children today.")
        case .noCommonLanguage: Message("They share no language well enough to talk.")
        case .tooFar(let minutes, let limit):
            Message("The way takes about \(minutes, "minutes") minutes, more than the \(limit, "limit") that are asked of anyone.")
        case .noCommonTime(let minutes, let needed):
            Message("They have \(minutes, "minutes") minutes a week in common, and it takes \(needed, "needed").")
        case .notWished(.woman): Message("The household wishes to be helped by a woman.")
        case .notWished(.man): Message("The household wishes to be helped by a man.")
        case .notWished(.any): Message("The household wishes someone else.")
        case .steps: Message("A way without steps is needed, and this place has steps.")
        case .away: Message("The volunteer is away for the coming two weeks.")
        case .over: Message("What is offered has come to its last day.")
        case .full: Message("All places of this offer are taken.")
        case .overfull: Message("More people are counted there than there are places. Nobody else comes there until some of them leave, or until the places are corrected.")
        case .noRoom(nil, let free, let needed): Message("People for whom there is still room: \(free, "free"). This household has \(needed, "needed").")
        case .noRoom(.children, let free, let needed): Message("Children for whom there is still room: \(free, "free"). This household has \(needed, "needed").")
        case .noRoom(.adults, let free, let needed): Message("Adults under 65 for whom there is still room: \(free, "free"). This household has \(needed, "needed").")
        case .noRoom(.seniors, let free, let needed): Message("People of 65 or older for whom there is still room: \(free, "free"). This household has \(needed, "needed").")
        case .refused: Message("One of the two has said no to this before.")
        case .forbidden: Message("You have ruled this pair out.")
        }
    }
}
