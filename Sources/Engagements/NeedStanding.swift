import Localization

/// Where a need stands: what it means and what comes next, never a stage.
struct NeedStanding: Sendable, Equatable {
    let meaning: Message
    let next: Message

    /// Where those who seek stand with the question that is under way.
    enum Asked: Sendable, Hashable, CaseIterable {
        /// They have not answered.
        case waiting
        /// They said yes; whether the first name is shared is still to be asked.
        case sharing
        /// They are asked nothing more.
        case answered

        fileprivate var forWorker: Message {
            switch self {
            case .waiting: Message("Their answer is waited for. Where no letter reaches them, ask and record it at the desk.")
            case .sharing: Message("They said yes. Ask at the desk whether they share their first name.")
            case .answered: Message("They said yes. Nothing to do for you until the other side has answered.")
            }
        }

        fileprivate var forOwner: Message {
            switch self {
            case .waiting: Message("You decide. Nobody hears anything about you before you say yes.")
            case .sharing: Message("The answer was yes. One question is still open: whether the first name is shared.")
            case .answered: Message("The answer was yes. Now the other side is asked.")
            }
        }
    }

    /// For the case worker.
    /// - Parameters:
    ///   - match: where its live match stands; nil where it has none.
    ///   - asked: where they stand with the question, while both sides are asked.
    ///   - rests: whether the data of whoever's need it is is kept and not used for now.
    static func of(_ need: Need, isForSpecialists: Bool, match: Match.Status?, asked: Asked? = nil, rests: Bool = false) -> NeedStanding {
        if let closing = need.closing { return NeedStanding(meaning: closing.message, next: Message("Nothing to do. You can open it again.")) }
        if rests {
            return NeedStanding(
                meaning: Message("This is paused: their data is not used for now, as they asked. Nobody is looked for."),
                next: Message("It goes on when they say that their data may be used again, and the data protection officer has opened it."))
        }
        if isForSpecialists {
            return NeedStanding(meaning: Message("Only specialists do this. No volunteer is looked for."),
                                next: Message("Look up the service with the family and help them to get there."))
        }
        return switch match {
        case .asking: NeedStanding(meaning: Message("Someone was found. Both sides are asked now."), next: (asked ?? .waiting).forWorker)
        case .accepted: NeedStanding(meaning: Message("They have met someone for this."), next: Message("Both sides are asked how it goes."))
        case nil, .declined, .withdrawn, .ended:
            NeedStanding(meaning: Message("We are looking for someone who fits."), next: Message("The coordinator makes the next round. Nothing to do for you."))
        }
    }

    /// For the people whose need it is.
    static func forOwner(_ need: Need, isForSpecialists: Bool, match: Match.Status?, asked: Asked? = nil, rests: Bool = false) -> NeedStanding {
        if rests {
            return NeedStanding(
                meaning: Message("This is paused: your data is kept and not used at the moment. We are looking for nobody."),
                next: Message("Tell us when your data may be used again. Then it goes on."))
        }
        if isForSpecialists {
            return NeedStanding(meaning: Message("Specialists help with this."), next: Message("Your case worker shows you where to go."))
        }
        return switch match {
        case .asking: NeedStanding(meaning: Message("We may have found someone for you."), next: (asked ?? .waiting).forOwner)
        case .accepted: NeedStanding(meaning: Message("You have someone for this."), next: Message("We ask you from time to time how it goes."))
        case nil, .declined, .withdrawn, .ended:
            NeedStanding(meaning: Message("We are looking for someone who fits you."), next: Message("Nothing to do for you. We tell you as soon as we have found someone."))
        }
    }
}

extension Need.Closing {
    var message: Message {
        switch self {
        case .met: Message("They have what they needed.")
        case .withdrawn: Message("They no longer wish it.")
        case .moved: Message("They have moved.")
        case .other: Message("It was closed for another reason.")
        }
    }
}

extension Need.Urgency {
    var message: Message {
        switch self {
        case .canWait: Message("It can wait", context: "urgency")
        case .soon: Message("Soon", context: "urgency")
        case .urgent: Message("Urgent", context: "urgency")
        }
    }
}

extension Need.GenderWish {
    var message: Message {
        switch self {
        case .any: Message("It does not matter", context: "gender wish")
        case .woman: Message("A woman", context: "gender wish")
        case .man: Message("A man", context: "gender wish")
        }
    }
}

extension Need.Access {
    /// As an answer to whether a disability has to be thought of.
    var message: Message {
        switch self {
        case .none: Message("No, or nothing was said")
        case .stepFree: Message("Yes: ways and rooms without steps")
        case .other: Message("Yes, something else, written below in their own words")
        }
    }

    /// As it stands with a need; nil where there is nothing.
    var fact: Message? {
        switch self {
        case .none: nil
        case .stepFree: Message("Needs ways and rooms without steps, because of a disability")
        case .other: Message("A disability has to be thought of")
        }
    }
}
