import Identity
import Localization
import Web

/// A policy as it is typed in.
struct PolicyForm: Sendable, Hashable {
    /// By the names of their fields, which say that points are typed there.
    enum Weight: String, Sendable, Hashable, CaseIterable {
        case language = "language_points", way = "way_points", time = "time_points", waiting = "waiting_points"
    }

    var aim = Policy.Aim.mostHelped.rawValue
    /// Who goes first, second and third; empty for nobody.
    var priorities = Array(repeating: "", count: Self.places.count)
    var points: [Weight: String] = [:]
    /// By what groups are told apart.
    var traits: Set<Fairness.Trait> = []
    var percent = "10"
    /// Points for which an undecided proposal stays.
    var staying = "0"

    static let places = ["first", "second", "third"]

    init(_ policy: Policy) {
        aim = policy.aim.rawValue
        for (place, priority) in policy.priorities.prefix(Self.places.count).enumerated() { priorities[place] = priority.rawValue }
        for weight in Weight.allCases { points[weight] = String(policy.weights[weight]) }
        staying = String(policy.staying)
        if let fairness = policy.fairness { (traits, percent) = (Set(fairness.traits), String(fairness.percent)) }
    }

    init(_ fields: Fields) {
        aim = fields["aim"]
        priorities = Self.places.map { fields[$0] }
        for weight in Weight.allCases { points[weight] = fields[weight.rawValue] }
        (traits, percent, staying) = (Set(fields.values("fair").compactMap(Fairness.Trait.init)), fields["percent"], fields["staying"])
    }

    private var chosen: [Policy.Priority] { priorities.compactMap(Policy.Priority.init) }
    private func number(_ weight: Weight) -> Int? { Self.number(points[weight] ?? "", upTo: FitWeights.total) }
    private var bound: Int? { Self.number(percent, upTo: 100) }
    private var stayingPoints: Int? { Self.number(staying, upTo: Policy.mostStaying) }

    /// Nil for what is no whole number from 0 to `most`.
    private static func number(_ text: String, upTo most: Int) -> Int? { Int(typed: text).flatMap { (0...most).contains($0) ? $0 : nil } }

    var problems: [FieldProblem] {
        var problems: [FieldProblem] = []
        if Policy.Aim(rawValue: aim) == nil { problems.append(FieldProblem("aim", Message("Choose what comes first."))) }
        if Set(chosen).count < chosen.count { problems.append(FieldProblem("first", Message("The same is chosen twice. Choose each once."))) }
        let numbers = Weight.allCases.map(number)
        for (weight, number) in zip(Weight.allCases, numbers) where number == nil {
            problems.append(FieldProblem(weight.rawValue, Message("Write a number from 0 to 1,000.")))
        }
        let sum = numbers.compactMap(\.self).reduce(0, +)
        if !numbers.contains(nil), sum != FitWeights.total {
            problems.append(FieldProblem(Weight.language.rawValue, Message("The four numbers have to make 1,000 together. Now they make \(sum, "sum").")))
        }
        if !traits.isEmpty, bound == nil { problems.append(FieldProblem("percent", Message("Write a number from 0 to 100."))) }
        if stayingPoints == nil { problems.append(FieldProblem("staying", Message("Write a number from 0 to 1,000."))) }
        return problems
    }

    /// Nil where something is wrong with it.
    var policy: Policy? {
        guard problems.isEmpty, let aim = Policy.Aim(rawValue: aim) else { return nil }
        let numbers = Weight.allCases.map { number($0) ?? 0 }
        return Policy(
            aim: aim, priorities: chosen, weights: FitWeights(language: numbers[0], way: numbers[1], time: numbers[2], waiting: numbers[3]),
            fairness: Fairness(by: traits, within: bound ?? 100), staying: stayingPoints ?? 0)
    }

    /// The same as fields of a form.
    var fields: [(name: String, value: String)] {
        [("aim", aim)] + zip(Self.places, priorities).map { ($0, $1) } + Weight.allCases.map { ($0.rawValue, points[$0] ?? "") }
            + Fairness.Trait.allCases.filter(traits.contains).map { ("fair", $0.rawValue) } + [("percent", percent), ("staying", staying)]
    }
}

extension FitWeights {
    subscript(_ weight: PolicyForm.Weight) -> Int {
        switch weight {
        case .language: language
        case .way: way
        case .time: time
        case .waiting: waiting
        }
    }
}

extension PolicyForm.Weight {
    var label: Message {
        switch self {
        case .language: Message("A common language", context: "weight")
        case .way: Message("A short way", context: "weight")
        case .time: Message("Time that both have", context: "weight")
        case .waiting: Message("Urgency and waiting", context: "weight")
        }
    }
}
