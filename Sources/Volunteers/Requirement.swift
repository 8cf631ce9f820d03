import Identity

/// What a role asks to be shown.
public struct Requirement: Sendable, Hashable {
    public let kind: Credential.Kind
    /// What shows it: the kind itself and those that include it.
    public let accepted: Set<Credential.Kind>
    /// How many, 1 or more.
    public let count: Int
    /// For how many days after its day one counts; nil for as long as it says itself.
    public let days: Int?

    public init(_ kind: Credential.Kind, orBetter better: Set<Credential.Kind> = [], count: Int = 1, days: Int? = nil) {
        (self.kind, self.accepted, self.count, self.days) = (kind, better.union([kind]), count, days)
    }

    /// How it stands on a day.
    public enum State: Sendable, Hashable {
        /// Shown, and until when; nil for no end.
        case met(until: Day?)
        /// So many are still to be shown.
        case missing(Int)
        /// Was shown, and counted last on this day.
        case expired(Day)
        /// The answer was no, on this day.
        case notMet(Day)
    }

    /// Judges what was shown up to this day.
    ///
    /// Of each kind only the newest outcome stands, and of references the newest of each referee. An outcome that was
    /// not met is never outweighed by one of another kind, or by another referee.
    public func state(of credentials: [Credential], on day: Day) -> State {
        let standing = newest(of: credentials.filter { $0.issuedOn <= day && mayShow($0.kind) }).filter(isShown)
        if let no = standing.filter({ $0.outcome == .notMet }).map(\.issuedOn).max() { return .notMet(no) }
        let lastDays = standing.map { $0.lastDay(countingFor: days) }
        let valid = lastDays.filter { $0.map { $0 >= day } ?? true }
        if valid.count >= count {
            let latestFirst = valid.sorted { Self.isLater($0, $1) }
            return .met(until: latestFirst[count - 1])
        }
        if standing.count >= count, let last = lastDays.compactMap({ $0 }).filter({ $0 < day }).max() { return .expired(last) }
        return .missing(count - valid.count)
    }

    /// Whether a credential of this kind has to be looked at: most of what someone has shown is for something else.
    private func mayShow(_ other: Credential.Kind) -> Bool { accepted.contains(other) || (kind.years != nil && other.years != nil) }

    /// Whoever has reached a higher age has reached this one; whoever has not may still have reached this one.
    private func isShown(by credential: Credential) -> Bool {
        if accepted.contains(credential.kind) { return true }
        guard let asked = kind.years, let reached = credential.kind.years else { return false }
        return reached >= asked && credential.outcome == .met
    }

    private func newest(of credentials: [Credential]) -> [Credential] {
        guard credentials.count > 1 else { return credentials }
        let bySource = Dictionary(grouping: credentials) { [$0.kind.rawValue, $0.referee ?? ""] }
        return bySource.values.compactMap { $0.max { ($0.issuedOn, $0.recordedAt, $0.id) < ($1.issuedOn, $1.recordedAt, $1.id) } }
    }

    private static func isLater(_ a: Day?, _ b: Day?) -> Bool {
        guard let b else { return false }
        return a.map { $0 > b } ?? true
    }

    /// Where it stands in the usual course of an application.
    var order: Int {
        let course = ["reference", "interview", "check", "training", "age", "agreement"]
        return course.firstIndex(of: String(kind.group)) ?? course.count
    }
}
