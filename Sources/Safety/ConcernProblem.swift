import Localization
import Web

/// Why something about a concern was not done.
enum ConcernProblem: Explained {
    case noLead, empty, notYourself, notTheirs

    var message: Message {
        switch self {
        case .noLead: Message("Nobody here reads concerns yet. Nothing was saved. Call the person named below.")
        case .empty: Message("Write the answer first. Go back to do so.")
        case .notYourself: Message("Name someone else. Whoever runs the hub does not read concerns while someone else works here.")
        case .notTheirs: Message("Only the person who was told can hand this over, as long as they work here.")
        }
    }

    var status: Status { self == .notTheirs ? .forbidden : self == .noLead ? .serviceUnavailable : .unprocessableContent }
}
