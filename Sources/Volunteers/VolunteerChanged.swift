import House
import Identity

/// What a volunteer has shown, or would like to do, has changed: a clearance may have been won or lost.
public struct VolunteerChanged: Event {
    public let person: PersonID
    public init(_ person: PersonID) { self.person = person }
}
