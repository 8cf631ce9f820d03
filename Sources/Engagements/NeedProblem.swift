import Localization
import Web

/// Why something about a need, or about what is given, was not done.
enum NeedProblem: Explained {
    /// It is closed already.
    case closed
    /// Somebody saved a change after the form was opened.
    case changed
    /// Another need of the same kind is open.
    case another

    var message: Message {
        switch self {
        case .closed: Message("This need is closed already. Reload the page to see how it stands.")
        case .changed: Message("Somebody changed this need while you were writing, and what you wrote is not saved yet. See below how it stands now. Save again if yours is right.")
        case .another: Message("The household has an open need of this kind already. Change that one instead.")
        }
    }

    var status: Status { .conflict }
}
