/// Units of a need that an offer serves.
public struct Assignment: Sendable, Hashable, Codable {
    public let need: Int
    public let offer: Int
    public let units: Int

    public init(need: Int, offer: Int, units: Int) {
        self.need = need
        self.offer = offer
        self.units = units
    }
}

/// Prices of needs and offers, in the unit of `weights`: with them anyone can check in one pass that nothing is better.
public struct Certificate: Sendable, Equatable, Codable {
    public let weights: Weights
    /// What the position of each need is worth, at least zero.
    public let needPrices: [Int128]
    /// How scarce each offer is, at least zero.
    public let offerPrices: [Int128]

    public init(weights: Weights, needPrices: [Int128], offerPrices: [Int128]) {
        self.weights = weights
        self.needPrices = needPrices
        self.offerPrices = offerPrices
    }
}

/// Who is served by what, the totals, and the prices that prove it best for the goal.
public struct Solution: Sendable, Equatable, Codable {
    public let goal: Goal
    /// Sorted by need, then offer; one entry a pair, units above zero.
    public let assignments: [Assignment]
    public let standing: Standing
    public let certificate: Certificate

    public init(goal: Goal, assignments: [Assignment], standing: Standing, certificate: Certificate) {
        self.goal = goal
        self.assignments = assignments
        self.standing = standing
        self.certificate = certificate
    }

    /// Units served.
    public var served: Int { standing.served }
    /// The sum of the scores of all units served.
    public var score: Int { standing.score }
}
