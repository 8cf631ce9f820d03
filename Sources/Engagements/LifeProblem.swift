import Localization
import Web

/// Why something about a match or an engagement was not done.
enum LifeProblem: Explained {
    /// It is over, or stands otherwise than the page showed.
    case changed
    /// The time to take it back is over.
    case tooLate
    /// The need was taken up elsewhere meanwhile.
    case takenUp
    /// Something the role asks for is not shown.
    case notCleared
    /// It ended so long ago that its links are closed.
    case longOver

    var message: Message {
        switch self {
        case .changed: Message("This stands otherwise by now. Reload the page to see how.")
        case .tooLate: Message("It is too late to take this back. Reload the page to see how it stands.")
        case .takenUp: Message("The need or the place was taken up again meanwhile, so this can't be taken back.")
        case .notCleared: Message("Something that the role asks for is not shown today. See the volunteer's page, then try again.")
        case .longOver: Message("What you began together has ended, and this page is closed. If you want to talk, call the person named below.")
        }
    }

    var status: Status { self == .longOver ? .gone : .conflict }
}
