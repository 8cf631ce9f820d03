import Localization

/// Where an offer stands, as the person who made it is told: what it means and what comes next, never a stage.
struct Standing: Sendable, Equatable {
    enum WaitsOn: Sendable, Hashable {
        case applicant, hub, referees, nobody
    }
    let waitsOn: WaitsOn
    let meaning: Message
    let next: Message

    /// - Parameter unanswered: how many of the people named have not answered yet.
    static func of(_ status: Application.Status, reason: Application.ClosingReason?, clearances: [Clearance], unanswered: Int) -> Standing {
        switch status {
        case .withdrawn:
            Standing(waitsOn: .nobody, meaning: Message("You have taken your offer back."),
                     next: Message("Thank you for having offered. Call us if you change your mind."))
        case .closed:
            Standing(waitsOn: .nobody, meaning: reason?.message ?? Message("Your offer was closed."),
                     next: Message("Thank you for having offered. Call us if you have a question."))
        case .open: ofOpen(clearances, unanswered: unanswered)
        }
    }

    private static func ofOpen(_ clearances: [Clearance], unanswered: Int) -> Standing {
        if clearances.contains(where: \.isCleared) {
            return Standing(waitsOn: .hub, meaning: Message("You are ready to start."),
                            next: Message("We are looking for someone who needs your help. Nothing to do for you."))
        }
        // What is nearest to being complete tells the next step.
        guard let nearest = clearances.map(\.lacks).min(by: { $0.count < $1.count }), let first = nearest.first else {
            return Standing(waitsOn: .hub, meaning: Message("We have your offer. Thank you."),
                            next: Message("We call you to talk about what you would like to do. Nothing to do for you."))
        }
        if nearest.contains(where: \.isRefused) {
            return Standing(waitsOn: .hub, meaning: Message("We would like to talk with you about your offer."),
                            next: Message("We call you. Nothing to do for you."))
        }
        return ofLack(first, unanswered: unanswered)
    }

    private static func ofLack(_ lack: Clearance.Lack, unanswered: Int) -> Standing {
        if case .expired = lack.state {
            return Standing(waitsOn: .hub, meaning: Message("Something has to be renewed before you go on."),
                            next: Message("We write to you with what to do."))
        }
        switch (lack.requirement.kind.group, lack.state) {
        case ("reference", .missing(let count)) where unanswered >= count:
            return Standing(
                waitsOn: .referees,
                meaning: Message(count: count, one: "We are waiting for one person who knows you.",
                                 other: "We are waiting for \(count, "count") people who know you."),
                next: Message("Nothing to do for you."))
        case ("reference", .missing(let count)):
            let more = count - unanswered
            return Standing(
                waitsOn: .applicant,
                meaning: Message(count: more, one: "We need to ask one more person who knows you.",
                                 other: "We need to ask \(more, "count") more people who know you."),
                next: Message("Call us and tell us whom we may ask."))
        case ("interview", _):
            return Standing(waitsOn: .hub, meaning: Message("We would like to meet you."), next: Message("We call you to find a time. Nothing to do for you until then."))
        case ("check", _):
            return Standing(waitsOn: .hub, meaning: Message("A background check comes next, as for everyone in this role."),
                            next: Message("We send you the form. The answer can take some weeks."))
        case ("training", _):
            return Standing(waitsOn: .hub, meaning: Message("A short training comes next."), next: Message("We send you the dates."))
        case ("age", _):
            return Standing(waitsOn: .applicant, meaning: Message("We need to see how old you are."),
                            next: Message("Bring a document with your date of birth when we meet."))
        default:
            return Standing(waitsOn: .applicant, meaning: Message("Only your signature is missing."),
                            next: Message("We read the agreement together when we meet, and you sign it."))
        }
    }
}

extension Clearance.Lack {
    var isRefused: Bool {
        if case .notMet = state { true } else { false }
    }
}

extension Standing.WaitsOn {
    /// As the coordinator reads it, after "Whom it waits on".
    var message: Message {
        switch self {
        case .applicant: Message("the volunteer")
        case .hub: Message("us")
        case .referees: Message("the people who know them")
        case .nobody: Message("nobody, it has ended")
        }
    }
}

extension Application.ClosingReason {
    /// As the person who made the offer is told.
    var message: Message {
        switch self {
        case .noRoleNow: Message("There is nothing now for which we could ask you. That is no judgment of you.")
        case .noAnswer: Message("We could not reach you, so we have set your offer aside.")
        case .moved: Message("You have moved, so we have set your offer aside.")
        case .ownWish: Message("You asked us to end your offer.")
        case .requirement: Message("We can't go on with your offer. Call us if you want to know more.")
        }
    }
}
