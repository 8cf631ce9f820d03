import Identity

/// Why a need and an offer can't be matched: a hard rule, never traded against anything.
public enum Obstacle: Sendable, Hashable {
    case specialistOnly
    case notCleared, notClearedForChildren
    case noCommonLanguage
    /// Minutes one way, by the quickest way the volunteer has.
    case tooFar(minutes: Int, limit: Int)
    /// Minutes a week that both have free.
    case noCommonTime(minutes: Int, needed: Int)
    case notWished(Need.GenderWish)
    /// The place has steps, and a way without them is needed.
    case steps
    case away
    /// The offer ended with this day.
    case over(Day)
    case full
    /// More people are counted there than there are places.
    case overfull
    /// Where people are counted: so many of this age still fit in, nil for everyone, and so many the household has.
    case noRoom(Headcount.Age?, free: Int, needed: Int)
    case refused, forbidden

    /// Whether it is about safety: such a rule is never offered as the thing to change.
    public var isVetting: Bool {
        switch self {
        case .specialistOnly, .notCleared, .notClearedForChildren, .notWished, .refused: true
        default: false
        }
    }
}
