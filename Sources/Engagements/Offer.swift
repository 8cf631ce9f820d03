import Foundation
import Identity

public enum GiverKind: Sendable {}
public typealias GiverID = ID<GiverKind>
public enum OfferKind: Sendable {}
public typealias OfferID = ID<OfferKind>

/// Who gives: a volunteer, or an organization that has places. Whoever offers two kinds of help means either, so
/// what they can give at the same time is counted over all their offers.
public struct Giver: Sendable {
    public let id: GiverID
    public let organization: OrganizationID
    /// The volunteer; nil where an organization gives.
    public let person: PersonID?
    /// What an organization calls it, such as "English class, Tuesday evening"; public. Nil for volunteers.
    public var title: String?
    /// How many matches at the same time, 0 or more.
    public var capacity: Int
    /// The last day on which they give; nil for no end.
    public var lastDay: Day? = nil
    /// Where places are counted in people and not in households: for how many. Then `capacity` is as many as all of them.
    public var room: Room? = nil
    /// Whether the place can be reached and used without steps; nil where it was not said.
    public var isStepFree: Bool? = nil
}

/// One kind of help that a giver offers.
public struct Offer: Sendable {
    public let id: OfferID
    public let giver: GiverID
    public let organization: OrganizationID
    public let program: String
    public var isOpen: Bool
}
