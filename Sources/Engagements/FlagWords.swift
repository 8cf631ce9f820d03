import Localization
import Markup
import Web

extension Flag.Kind {
    /// What it says to the coordinator, without a word of anybody's own.
    var message: Message {
        switch self {
        case .unsafe: Message("Someone does not feel safe or respected")
        case .notGood: Message("It does not go well for one side")
        case .notMeeting: Message("One side says that they do not meet as agreed")
        case .diverging: Message("The two sides tell it very differently")
        case .talk: Message("Someone wants to talk to you")
        case .support: Message("Someone asks for support")
        case .stop: Message("Someone would like to stop")
        case .suspended: Message("It rests and waits for your decision")
        case .noFirstMeeting: Message("Nobody has said that they met for the first time")
        case .overdueCheckIn: Message("A check-in was not answered for a week")
        case .noConsent: Message("They can't reach each other yet: bring them together")
        }
    }

    var picture: String {
        switch self {
        case .unsafe: "warning"
        case .talk, .support: "phone"
        case .suspended, .stop: "clock"
        case .overdueCheckIn, .noFirstMeeting: "calendar"
        default: "info"
        }
    }

    func tag(_ say: Speech) -> HTML {
        "<span \(.class(severity == 3 ? "tag bad" : severity == 2 ? "tag warn" : "tag"))>\(Picture(picture)) \(say(message))</span>"
    }
}

extension Engagement.Status {
    var message: Message {
        switch self {
        case .active: Message("Goes on")
        case .suspended: Message("Rests")
        case .ended: Message("Has ended")
        }
    }
}

extension Engagement.Suspension {
    var message: Message {
        switch self {
        case .clearance: Message("Something that the role asks for is not shown any more.")
        case .decision: Message("It was decided here.")
        }
    }
}

extension Engagement.Ending {
    var message: Message {
        switch self {
        case .reached: Message("What was wanted is reached")
        case .agreedEnd: Message("Both agreed to end it")
        case .moved: Message("Someone moved away")
        case .notWorking: Message("It did not work")
        case .other: Message("Another reason")
        }
    }
}

extension Side {
    var message: Message {
        switch self {
        case .need: Message("The newcomer")
        case .offer: Message("The volunteer")
        }
    }
}

extension CheckInAnswers.Going {
    var message: Message {
        switch self {
        case .good: Message("Good")
        case .soSo: Message("So-so")
        case .notGood: Message("Not good")
        }
    }
}

extension CheckInAnswers.Meeting {
    var message: Message {
        switch self {
        case .yes: Message("They meet as agreed")
        case .sometimes: Message("They meet sometimes")
        case .no: Message("They do not meet")
        }
    }
}
