/// Families of several sizes against places counted in several dimensions: each family goes to at most one place, whole.
///
/// With one dimension and sizes that depend on the place this is the generalized assignment problem. It is hard in
/// general, so a solution carries a proven bound and says optimal only when it meets it.
public struct SizedMarket: Sendable {
    /// A family may go to a place: what that is worth, and what it takes there in each dimension.
    public struct Option: Sendable, Hashable {
        public let family: Int
        public let place: Int
        public let worth: Int
        public let sizes: [Int]

        public init(family: Int, place: Int, worth: Int, sizes: [Int]) {
            self.family = family
            self.place = place
            self.worth = worth
            self.sizes = sizes
        }
    }

    public enum Problem: Error, Equatable, Sendable {
        case unknownFamily(Int)
        case unknownPlace(Int)
        case duplicateOption(family: Int, place: Int)
        case wrongDimensions(family: Int, place: Int)
        case negativeSize(family: Int, place: Int)
        case negativeCapacity(place: Int)
        case tooLarge
    }

    public let dimensions: Int
    public let familyCount: Int
    /// By place, then dimension.
    public let capacities: [[Int]]
    /// Sorted by family, then place; those that fit an empty place.
    public let options: [Option]
    /// The options of family `i` are `starts[i]..<starts[i + 1]`.
    let starts: [Int]

    public init(dimensions: Int, families: Int, capacities: [[Int]], options: [Option]) throws(Problem) {
        guard families < Bounds.pairs, capacities.count < Bounds.pairs, options.count < Bounds.pairs else { throw .tooLarge }
        for (place, amounts) in capacities.enumerated() {
            guard amounts.count == dimensions else { throw .wrongDimensions(family: -1, place: place) }
            guard amounts.allSatisfy({ $0 >= 0 }) else { throw .negativeCapacity(place: place) }
            guard amounts.allSatisfy({ $0 <= Bounds.units }) else { throw .tooLarge }
        }
        self.dimensions = dimensions
        familyCount = families
        self.capacities = capacities
        let sorted = options.sorted { ($0.family, $0.place) < ($1.family, $1.place) }
        try Self.check(sorted, dimensions, families, capacities.count)
        self.options = sorted.filter { option in
            zip(option.sizes, capacities[option.place]).allSatisfy { $0 <= $1 }
        }
        var starts = [Int](repeating: 0, count: families + 1)
        for option in self.options { starts[option.family + 1] += 1 }
        for family in 0..<families { starts[family + 1] += starts[family] }
        self.starts = starts
    }

    private static func check(
        _ options: [Option], _ dimensions: Int, _ families: Int, _ places: Int
    ) throws(Problem) {
        var before: Option?
        for option in options {
            guard option.family >= 0, option.family < families else { throw .unknownFamily(option.family) }
            guard option.place >= 0, option.place < places else { throw .unknownPlace(option.place) }
            if let before, before.family == option.family, before.place == option.place {
                throw .duplicateOption(family: option.family, place: option.place)
            }
            guard option.sizes.count == dimensions else {
                throw .wrongDimensions(family: option.family, place: option.place)
            }
            guard option.sizes.allSatisfy({ $0 >= 0 }) else {
                throw .negativeSize(family: option.family, place: option.place)
            }
            guard abs(option.worth) <= 1 << 31, option.sizes.allSatisfy({ $0 <= Bounds.units }) else { throw .tooLarge }
            before = option
        }
    }

    /// The same families and places with options of other worth.
    private init(_ market: SizedMarket, options: [Option]) {
        dimensions = market.dimensions
        familyCount = market.familyCount
        capacities = market.capacities
        self.options = options
        starts = market.starts
    }

    /// The same with options of other worth.
    func rated(_ worth: (Option) -> Int) throws(Problem) -> SizedMarket {
        let options = options.map { Option(family: $0.family, place: $0.place, worth: worth($0), sizes: $0.sizes) }
        guard options.allSatisfy({ abs($0.worth) <= 1 << 31 }) else { throw .tooLarge }
        return SizedMarket(self, options: options)
    }
}

/// Who goes where, and how good that provably is.
public struct SizedSolution: Sendable, Equatable {
    /// By family: the place, or nil.
    public let places: [Int?]
    public let worth: Int
    /// No solution is worth more.
    public let bound: Int

    public init(places: [Int?], worth: Int, bound: Int) {
        self.places = places
        self.worth = worth
        self.bound = bound
    }

    public var isOptimal: Bool { worth == bound }
    /// The share of the bound that may be missing; zero when optimal.
    public var gap: Double { worth == bound ? 0 : Double(bound - worth) / Double(max(1, abs(bound))) }
}

extension SizedMarket {
    /// Checks that a solution is allowed and its worth true; the bound is the solver's word.
    public func allows(_ solution: SizedSolution) -> Bool {
        guard solution.places.count == familyCount, solution.worth <= solution.bound else { return false }
        var left = capacities, worth = 0
        for (family, place) in solution.places.enumerated() {
            guard let place else { continue }
            let found = options[starts[family]..<starts[family + 1]].first { $0.place == place }
            guard let found else { return false }
            worth += found.worth
            for dimension in 0..<dimensions { left[place][dimension] -= found.sizes[dimension] }
        }
        return worth == solution.worth && left.allSatisfy { $0.allSatisfy { $0 >= 0 } }
    }
}
