import Foundation
import Identity

public enum OfferKind: Sendable {}
public typealias OfferID = ID<OfferKind>

/// What someone gives in one program: a volunteer's time, or places that an organization has.
public struct Offer: Sendable {
    public let id: OfferID
    public let organization: OrganizationID
    /// The volunteer; nil where an organization gives it.
    public let person: PersonID?
    /// What an organization calls it, such as "English class, Tuesday evening"; public.
    public let title: String?
    public let program: String
    /// For how many at the same time, 0 or more.
    public var capacity: Int
    public var isOpen: Bool
}
