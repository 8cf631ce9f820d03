import Identity

/// Whether someone may do a role on a day: computed from what was shown, never typed and never stored.
public enum Clearance: Sendable, Hashable {
    /// Everything is shown; the last day on which it still is, nil for no end.
    case cleared(until: Day?)
    case notYetShown([Lack])

    /// One thing a role asks for that is not shown.
    public struct Lack: Sendable, Hashable {
        public let requirement: Requirement
        public let state: Requirement.State

        public init(requirement: Requirement, state: Requirement.State) { (self.requirement, self.state) = (requirement, state) }
    }

    public static func compute(role: VolunteerRole, credentials: [Credential], on day: Day) -> Clearance {
        var lacks: [Lack] = [], ends: [Day] = []
        for requirement in role.requirements {
            switch requirement.state(of: credentials, on: day) {
            case .met(let until): if let until { ends.append(until) }
            case let state: lacks.append(Lack(requirement: requirement, state: state))
            }
        }
        return lacks.isEmpty ? .cleared(until: ends.min()) : .notYetShown(lacks.sorted { $0.requirement.order < $1.requirement.order })
    }

    public var isCleared: Bool { lacks.isEmpty }
    public var lacks: [Lack] {
        if case .notYetShown(let lacks) = self { lacks } else { [] }
    }
}
