import Localization
import Web

/// Why something about a need, or about what is given, was not done.
enum NeedProblem: Explained {
    /// It is closed already.
    case closed
    /// Another need of the same kind is open.
    case another

    var message: Message {
        switch self {
        case .closed: Message("This need is closed already. Reload the page to see how it stands.")
        case .another: Message("The household has an open need of this kind already. Change that one instead.")
        }
    }

    var status: Status { .conflict }
}
