import House
import Identity

/// Something about a volunteer changed that others may rest on: what was shown, the roles, the times, the offer itself.
public struct VolunteerChanged: Event {
    public let person: PersonID
    public init(person: PersonID) { self.person = person }
}
