/// What is wrong with a solution that claims to be optimal.
public enum Flaw: Error, Equatable, Sendable {
    case unlistedPair(need: Int, offer: Int)
    case outOfOrder(need: Int, offer: Int)
    case noUnits(need: Int, offer: Int)
    case overLimit(need: Int, offer: Int)
    case overDemand(need: Int)
    case overCapacity(offer: Int)
    case wrongTotals(claimed: Standing, actual: Standing)
    case missingPrices
    case negativeNeedPrice(need: Int)
    case negativeOfferPrice(offer: Int)
    /// A pair without limit earns more than its prices: more of it would be better.
    case underpriced(need: Int, offer: Int)
    /// The weights are too small to order solutions as the goal does.
    case weakWeights
    /// The solution is allowed, but the prices don't prove it best: the proven bound is higher by the gap.
    case gap(Int128)
    case overflow
}
