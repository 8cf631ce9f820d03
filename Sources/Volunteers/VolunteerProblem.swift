import Localization
import Web

/// Why something about a volunteer was not done.
enum VolunteerProblem: Explained {
    case fields([FieldProblem])
    case alreadyEnded, notEnded, alreadySent, alreadyAnswered, tooMany

    var message: Message {
        switch self {
        case .fields(let problems): problems.first?.message ?? Message("Something is missing in the form.")
        case .alreadyEnded: Message("This offer was ended already. Reload the page to see how it stands.")
        case .notEnded: Message("This offer is open already. Reload the page to see how it stands.")
        case .alreadySent: Message("Your offer was sent already. There is nothing more to do.")
        case .tooMany: Message("Too many tries in a short time. Wait a minute and try again.")
        case .alreadyAnswered: Message("This person has answered already. Reload the page to see the answer.")
        }
    }

    var retryAfter: Int? { if case .tooMany = self { OfferGate.secondsForOne } else { nil } }

    var status: Status {
        switch self {
        case .fields: .unprocessableContent
        case .tooMany: .tooManyRequests
        case .alreadyEnded, .notEnded, .alreadySent, .alreadyAnswered: .conflict
        }
    }
}
