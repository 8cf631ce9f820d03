/// A need and an offer that may be brought together: each unit earns the score, at most `limit` units (nil: as many as fit).
public struct Pair: Sendable, Hashable, Codable {
    public var need: Int
    public var offer: Int
    public var score: Int
    public var limit: Int?

    public init(need: Int, offer: Int, score: Int, limit: Int? = nil) {
        self.need = need
        self.offer = offer
        self.score = score
        self.limit = limit
    }
}

/// Units of a listed pair that come before everything else, as long as the demand and the capacity allow them.
public struct Pin: Sendable, Hashable, Codable {
    public var need: Int
    public var offer: Int
    public var units: Int

    public init(need: Int, offer: Int, units: Int = 1) {
        self.need = need
        self.offer = offer
        self.units = units
    }
}
