import Identity
import Optimization

/// By what a round chooses where not everyone can be helped: the hub's own choice, made openly and kept with every round.
public struct Policy: Sendable, Hashable {
    /// What comes first.
    public enum Aim: String, Sendable, Hashable, CaseIterable {
        case mostHelped = "most", longestWaiting = "longest", bestFit = "fit"
    }
    /// A kind of need that goes before all others, however well they fit.
    public enum Priority: String, Sendable, Hashable, CaseIterable {
        case urgent, children, disability, halfYear = "half-year"

        /// Days after which a need has waited for half a year.
        static let longDays = 180

        func applies(to need: NeedFacts, on day: Day) -> Bool {
            switch self {
            case .urgent: need.urgency == .urgent
            case .children: need.hasChildren
            case .disability: need.access != .none
            case .halfYear: day.number - need.waitingSince.number >= Self.longDays
            }
        }
    }
    public var aim: Aim
    /// The foremost first, none twice.
    public var priorities: [Priority]
    public var weights: FitWeights
    /// Nil where groups are not told apart.
    public var fairness: Fairness?
    /// So many points a proposal that nobody has decided on is worth more than any other: it is moved only where all gain more by it.
    public var staying: Int

    /// The most that staying can be worth.
    static let mostStaying = Fit.most

    public init(aim: Aim = .mostHelped, priorities: [Priority] = [], weights: FitWeights = .standard, fairness: Fairness? = nil, staying: Int = 0) {
        (self.aim, self.priorities, self.weights, self.fairness, self.staying) = (aim, priorities, weights, fairness, staying)
    }

    /// What holds until a hub chooses.
    public static let standard = Policy()

    /// By waiting, and by fit, every need is worth something of its own; else the number of those helped is above all.
    var goal: Goal { aim == .mostHelped ? .mostServedThenScore : .score }
}

/// How many of 1,000 points each part of the fit can earn.
public struct FitWeights: Sendable, Hashable {
    public var language: Int, way: Int, time: Int, waiting: Int

    public init(language: Int, way: Int, time: Int, waiting: Int) {
        (self.language, self.way, self.time, self.waiting) = (language, way, time, waiting)
    }

    public static let standard = FitWeights(language: 300, way: 200, time: 200, waiting: 300)

    /// What all parts together always make.
    static let total = Fit.most
    var sum: Int { language + way + time + waiting }
}
