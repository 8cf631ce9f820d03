import Identity

/// Someone's data is kept and not used from now on, or used again: what goes on with them rests, or may go on.
public struct RestrictionChanged: Event {
    public let person: PersonID
    public let isRestricted: Bool
    public init(_ person: PersonID, isRestricted: Bool) { (self.person, self.isRestricted) = (person, isRestricted) }
}
