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

    /// Nobody calls and nobody is looked for as long as their data is not used.
    static let resting = Standing(
        waitsOn: .applicant, meaning: Message("Your offer is paused: your data is kept and not used at the moment."),
        next: Message("Tell us when your data may be used again. Then it goes on."))

    private static func ofOpen(_ clearances: [Clearance], unanswered: Int) -> Standing {
        // Whether we have asked yet is ours to know: whoever named people waits for them either way.
        let (step, lack) = NextStep.of(clearances, unanswered: unanswered, unasked: 0)
        return Standing(waitsOn: step == .ready ? .hub : WaitsOn(step.turn), meaning: meaning(step, lack, unanswered: unanswered), next: next(step))
    }

    private static func meaning(_ step: NextStep, _ lack: Clearance.Lack?, unanswered: Int) -> Message {
        switch step {
        case .ready: Message("You are ready to start.")
        case .call: Message("We have your offer. Thank you.")
        case .talk: Message("We would like to talk with you about your offer.")
        case .renew: Message("Something has to be renewed before you go on.")
        case .ask, .referees:
            Message(count: lack?.missing ?? 1, one: "We are waiting for one person who knows you.",
                    other: "We are waiting for \(lack?.missing ?? 1, "count") people who know you.")
        case .name:
            Message(count: (lack?.missing ?? 1) - unanswered, one: "We need to ask one more person who knows you.",
                    other: "We need to ask \((lack?.missing ?? 1) - unanswered, "count") more people who know you.")
        case .interview: Message("We would like to meet you.")
        case .check: Message("A background check comes next, as for everyone in this role.")
        case .training: Message("A short training comes next.")
        case .age: Message("We need to see how old you are.")
        case .agreement: Message("Only your signature is missing.")
        }
    }

    private static func next(_ step: NextStep) -> Message {
        switch step {
        case .ready: Message("We are looking for someone who needs your help. Nothing to do for you.")
        case .call: Message("We call you to talk about what you would like to do. Nothing to do for you.")
        case .talk: Message("We call you. Nothing to do for you.")
        case .renew: Message("We write to you with what to do.")
        case .ask, .referees: Message("Nothing to do for you.")
        case .name: Message("Call us and tell us whom we may ask.")
        case .interview: Message("We call you to find a time. Nothing to do for you until then.")
        case .check: Message("We send you the form. The answer can take some weeks.")
        case .training: Message("We send you the dates.")
        case .age: Message("Bring a document with your date of birth when we meet.")
        case .agreement: Message("We read the agreement together when we meet, and you sign it.")
        }
    }
}

extension Clearance.Lack {
    /// How many are still to be shown.
    fileprivate var missing: Int {
        if case .missing(let count) = state { count } else { 1 }
    }
}

extension Standing.WaitsOn {
    init(_ turn: NextStep.Turn) {
        self = switch turn {
        case .applicant: .applicant
        case .hub: .hub
        case .referees: .referees
        case .nobody: .nobody
        }
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
