import Localization
import Web

/// Why something in the round can't be done.
enum RoundProblem: Explained {
    /// Someone else took the last place.
    case full
    /// The need is matched, or closed, already.
    case taken
    /// A rule that is never waived stands against it today.
    case notAllowed
    /// The time to do it silently, or at all, is over.
    case tooLate

    var message: Message {
        switch self {
        case .full: Message("The last place of this offer was taken meanwhile. Make the round again to find another.")
        case .taken: Message("This need is matched or closed already. Reload the page to see how it stands.")
        case .notAllowed: Message("A safety rule stands against this pair today. It can't be approved.")
        case .tooLate: Message("It is too late for this. Reload the page to see how it stands.")
        }
    }

    var status: Status { .conflict }
}
