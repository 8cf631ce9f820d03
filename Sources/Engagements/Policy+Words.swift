import Localization
import Markup
import Web

extension Policy.Aim {
    var name: Message {
        switch self {
        case .mostHelped: Message("Most helped first")
        case .longestWaiting: Message("Longest waiting first")
        case .bestFit: Message("Best fit first")
        }
    }

    var meaning: Message {
        switch self {
        case .mostHelped: Message("As many as possible are helped. Among those choices, the one whose pairs fit best is taken.")
        case .longestWaiting: Message("Whoever has waited longest is helped first. Among those choices, the one whose pairs fit best is taken.")
        case .bestFit: Message("The pairs that fit best together are taken, even where fewer are helped.")
        }
    }
}

extension Policy.Priority {
    var name: Message {
        switch self {
        case .urgent: Message("Urgent needs")
        case .children: Message("Households with children")
        case .disability: Message("Whoever has a disability")
        case .halfYear: Message("Whoever has waited for half a year")
        }
    }
}

extension Policy {
    /// Whether those who seek help stand in more than two ranks. Where groups have shares, the sum of ranks decides, and not the foremost alone.
    var hasRanks: Bool { aim == .longestWaiting || priorities.count > 1 }

    /// What it says, in whole sentences.
    func sentences(_ say: Speech) -> HTML {
        let first = priorities.isEmpty ? nil : say("First of all: \(say.list(priorities.map { say.plain($0.name) }), "kinds").")
        return [first, say(aim.meaning), fairness?.sentence(say), stay(say)].compactMap(\.self).joined(separator: " ")
    }

    private func stay(_ say: Speech) -> HTML? {
        staying == 0 ? nil : say("A proposal that nobody has decided on is moved only where all together gain more than \(staying, "number") points by it.")
    }

    /// What the certificate of a round by this policy proves.
    var proof: Message {
        switch aim {
        case _ where staying > 0: Message("This is proved: no other choice is better by the hub's policy.")
        case .mostHelped where priorities.isEmpty: Message("This is proved: no other choice helps more, and none of those fits better.")
        case .mostHelped: Message("This is proved: no other choice helps more, none of those helps more of those who go first, and none of these fits better.")
        case .longestWaiting: Message("This is proved: no other choice helps more, none of those goes more strictly by the time of waiting, and none of these fits better.")
        case .bestFit: Message("This is proved: no other choice of pairs fits better.")
        }
    }
}

/// By what the hub chooses where not everyone can be helped at once: said to whoever waits, and to whoever is asked.
struct PolicyNote: Sendable {
    let policy: Policy

    func html(_ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("info")) \(say("How the hub chooses"))</summary>
        <p>\(say("Not everyone can be helped at once. This is the rule for everyone:")) \(policy.sentences(say))</p>
        <p>\(say("Safety rules and people's own wishes come before everything."))</p></details>
        """
    }
}
