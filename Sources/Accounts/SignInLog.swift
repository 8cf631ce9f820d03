import House

/// A line in the program's log for each try to come in, whether it worked or not: by what, and what came of it.
///
/// Whose try it was does not stand there. Where it worked, the log of changes says so.
enum SignInLog {
    enum Means: String { case password, card, passkey, mail, provider, code, proof }
    enum Outcome: String { case opened, asked = "asked for more", refused, slowed = "slowed down", clocksDiffer = "refused, since the clocks differ" }
}

extension Hub {
    /// - Parameter number: of the request; nil where someone who is in shows once more that it is them.
    func note(_ outcome: SignInLog.Outcome, by means: SignInLog.Means, in number: String?) {
        logger.notice("sign-in", metadata: ["means": "\(means.rawValue)", "outcome": "\(outcome.rawValue)", "request": "\(number ?? "")"])
    }
}

extension Entry {
    var outcome: SignInLog.Outcome {
        switch self {
        case .session: .opened
        case .code: .asked
        }
    }
}

extension AccountProblem {
    var outcome: SignInLog.Outcome {
        if case .clocksDiffer = self { return .clocksDiffer }
        return retryAfter == nil ? .refused : .slowed
    }
}
