import Identity
import Localization
import Web

/// Why something in the round can't be done.
enum RoundProblem: Explained, Equatable {
    /// Someone else took the last place.
    case full
    /// The need is matched, or closed, already.
    case taken
    /// A rule that is never waived stands against it today.
    case notAllowed
    /// Something else keeps the two apart.
    case apart(Obstacle)
    /// The offer ends before the day that was named.
    case ends(Day)
    /// What is known of the two has changed since the round.
    case outdated
    /// A place of somebody else's is kept for the need.
    case held
    /// Another round was made while this one was reckoned.
    case overtaken
    /// By this policy the numbers of so large a town pass what is reckoned exactly.
    case tooLarge

    /// By what keeps two apart: of safety nothing more is said than that.
    init(_ obstacles: [Obstacle]) {
        let other = obstacles.contains { $0.isVetting && $0 != .refused } ? nil : obstacles.first
        self = other.map { $0 == .full ? .full : .apart($0) } ?? .notAllowed
    }

    var message: Message {
        switch self {
        case .full: Message("The last place of this offer was taken meanwhile. Make the round again to find another.")
        case .taken: Message("This need is matched or closed already. Reload the page to see how it stands.")
        case .notAllowed: Message("A safety rule stands against this pair today. It can't be approved.")
        case .apart(let obstacle): obstacle.message
        case .ends(let day): Message("What is offered ends on \(day.description, "day"). Choose no later day.")
        case .held: Message("Another place is kept for this need. Let it go first.")
        case .overtaken: Message("Another round was made meanwhile. Look at it, and make this one again.")
        case .tooLarge: Message("The town is too large for a policy with so many groups and ranks at once. Choose fewer of them.")
        case .outdated: Message("What we know of these two has changed. Make the round again first.")
        }
    }

    var status: Status { .conflict }
}
