import Identity
import Localization

/// What an open offer waits for, worked out from what was shown; the desk lists offers by it.
public enum NextStep: String, Sendable, Hashable, CaseIterable {
    /// No role was chosen: we call.
    case call
    /// An answer was no: we talk.
    case talk
    /// People were named whom nobody has asked yet.
    case ask
    /// People were asked and have not answered.
    case referees
    /// More people must be named.
    case name
    case interview, check, training, age, agreement
    /// Something that was shown has ended.
    case renew
    /// A role is cleared.
    case ready

    /// Whose turn it is.
    enum Turn: String, Sendable, CaseIterable {
        case hub, referees, applicant, nobody
    }

    var turn: Turn {
        switch self {
        case .call, .talk, .ask, .interview, .check, .training, .renew: .hub
        case .referees: .referees
        case .name, .age, .agreement: .applicant
        case .ready: .nobody
        }
    }

    /// The step of an open offer, and what the role nearest to being complete lacks first.
    ///
    /// - Parameters:
    ///   - unanswered: how many of the people named have not answered.
    ///   - unasked: how many of those were not asked yet.
    static func of(_ clearances: [Clearance], unanswered: Int, unasked: Int) -> (step: NextStep, lack: Clearance.Lack?) {
        if clearances.contains(where: \.isCleared) { return (.ready, nil) }
        guard let nearest = clearances.map(\.lacks).min(by: { $0.count < $1.count }), let first = nearest.first else { return (.call, nil) }
        if nearest.contains(where: \.isRefused) { return (.talk, first) }
        if case .expired = first.state { return (.renew, first) }
        return (of(first, unanswered: unanswered, unasked: unasked), first)
    }

    private static func of(_ lack: Clearance.Lack, unanswered: Int, unasked: Int) -> NextStep {
        switch (lack.requirement.kind.group, lack.state) {
        case ("reference", .missing(let count)): unanswered < count ? .name : unasked > 0 ? .ask : .referees
        case ("interview", _): .interview
        case ("check", _): .check
        case ("training", _): .training
        case ("age", _): .age
        default: .agreement
        }
    }
}

extension Clearance.Lack {
    var isRefused: Bool {
        if case .notMet = state { true } else { false }
    }
}
