import Localization

extension DataRequest.Kind {
    /// As someone asks it.
    var asked: Message {
        switch self {
        case .correction: Message("Something is wrong. Please correct it.")
        case .restriction: Message("Keep my data, but do not use it for now.")
        case .erasure: Message("Erase my data.")
        case .copy: Message("I would like a copy on paper.")
        }
    }

    /// What comes of it, for whoever chooses.
    var meaning: Message {
        switch self {
        case .correction: Message("Names, dates, languages, how to reach you: all of it can be put right.")
        case .restriction: Message("Nobody works with it: it opens only for data protection and to keep people safe. You are in no matching, help that goes on rests, and only letters about your request reach you, until you want it used again.")
        case .erasure: Message("You can't come in any more, and help that goes on through the hub ends. It can't be undone.")
        case .copy: Message("We print it with you at the desk, where nobody else reads it. You can take a copy as a file yourself at any time.")
        }
    }

    /// For whoever answers it.
    var title: Message {
        switch self {
        case .correction: Message("Correction")
        case .restriction: Message("Restriction")
        case .erasure: Message("Erasure")
        case .copy: Message("Copy on paper")
        }
    }

    var picture: String {
        switch self {
        case .correction: "pen"
        case .restriction: "lock"
        case .erasure: "cross"
        case .copy: "print"
        }
    }
}

extension DataRequest.Outcome {
    var message: Message {
        switch self {
        case .done: Message("Done")
        case .refused: Message("Not done")
        }
    }
}
