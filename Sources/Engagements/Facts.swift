import Identity
import People
import Volunteers

/// A point on Earth, in degrees (WGS 84).
public struct Point: Sendable, Hashable {
    public let latitude: Double, longitude: Double
    public init(latitude: Double, longitude: Double) { (self.latitude, self.longitude) = (latitude, longitude) }
}

/// All that a round knows of a need: no name, no contact, no word of anybody's own.
public struct NeedFacts: Sendable {
    public let id: NeedID
    public let program: String
    public let waitingSince: Day
    public let urgency: Need.Urgency
    public var gender: Gender
    public let wish: Need.GenderWish
    /// Whether children live in the household.
    public var hasChildren: Bool
    /// How many people the household has.
    public let people: Int
    /// Where the household lives, to the part of town; nil where the gazetteer does not know.
    public let place: Point?
    public let languages: [String: SpokenLanguage.Level]
    public let times: [WeeklySlot]
    /// How many of the people are under 18, or may be, and how many are 65 or older.
    public var children = 0, seniors = 0
    /// What has to be thought of because of a disability.
    public var access = Need.Access.none
}

/// All that a round knows of an offer.
public struct OfferFacts: Sendable {
    public let id: OfferID
    public let giver: GiverID
    public let program: String
    /// Nil where an organization gives it: neither gender nor clearance are asked of it.
    public let gender: Gender?
    public let place: Point?
    /// Ways of getting about: walk, bicycle, bus, car.
    public var travel: Set<String>
    public let languages: [String: SpokenLanguage.Level]
    public var times: [WeeklySlot]
    /// Days away that are not over.
    public var absences: [Absence]
    /// Cleared for the program's role today, and for its role with children.
    public var isCleared: Bool, isClearedForChildren: Bool
    /// The giver's places that no live match takes, 0 or more; counted over all the giver's offers. Where people are counted, no
    /// more than there is room for.
    public var free: Int
    /// The last day on which the giver gives; nil for no end.
    public var lastDay: Day? = nil
    /// Where people are counted and not households: for how many more there is room.
    public var room: Room? = nil
    /// Whether a place can be reached and used without steps; nil where it was not said, and of volunteers.
    public var isStepFree: Bool? = nil
}
