import Localization
import Web

/// Why something about a concern was not done.
enum ConcernProblem: Explained {
    case needsTLS, noLead, empty, notYourself, notTheirs

    var message: Message {
        switch self {
        case .needsTLS: Message("This page is closed here, because the connection is not encrypted. Put the hub behind HTTPS, or open it on its own machine.")
        case .noLead: Message("Nobody here reads concerns yet. Nothing was saved. Call the person named below.")
        case .empty: Message("Write the answer first. Go back to do so.")
        case .notYourself: Message("Name someone else. Whoever runs the hub does not read concerns while someone else works here.")
        case .notTheirs: Message("Only the person who was told can hand this over, as long as they work here.")
        }
    }

    var status: Status { [.needsTLS, .notTheirs].contains(self) ? .forbidden : self == .noLead ? .serviceUnavailable : .unprocessableContent }
}
