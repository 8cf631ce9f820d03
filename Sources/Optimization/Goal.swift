/// What a solution is best at.
public enum Goal: String, Sendable, Hashable, Codable, CaseIterable {
    /// First as many units as possible, then the highest total score among those.
    case mostServedThenScore
    /// The highest total score; a pair of negative score is never used, unless pinned.
    case score
}
