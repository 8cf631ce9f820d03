/// Why a market cannot be built, changed or solved.
public enum MarketProblem: Error, Equatable, Sendable {
    case negativeDemand(need: Int)
    case negativeCapacity(offer: Int)
    case unknownNeed(Int)
    case unknownOffer(Int)
    case duplicatePair(need: Int, offer: Int)
    case unlistedPair(need: Int, offer: Int)
    case badLimit(need: Int, offer: Int)
    case badPin(need: Int, offer: Int)
    /// An amount, a score or a total is beyond what is computed exactly.
    case tooLarge
    case cancelled
    /// Groups that may not share a need do.
    case overlappingGroups(need: Int)
    /// The proof failed; the answer is withheld.
    case unproved
}
