/// Units of a need that would change their place; nil means that they wait.
public struct Move: Sendable, Hashable, Codable {
    public let need: Int
    public let from: Int?
    public let to: Int?
    public let units: Int

    public init(need: Int, from: Int?, to: Int?, units: Int) {
        self.need = need
        self.from = from
        self.to = to
        self.units = units
    }
}

/// What a change would bring: the exact difference of the totals, and who would move.
public struct Outcome: Sendable, Hashable, Codable {
    /// Totals after the change minus before.
    public let difference: Standing
    /// Each move takes the place that the next one leaves, as far as they form chains.
    public let moves: [Move]

    public init(difference: Standing, moves: [Move]) {
        self.difference = difference
        self.moves = moves
    }
}
