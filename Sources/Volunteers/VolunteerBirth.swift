import House
import Identity
import People
import Trust

extension ApplicationDetails {
    /// When they were born, where an earlier version wrote it here.
    var birth: Birth? { birthYear.flatMap { Birth(String($0)) } }
}

extension Application {
    /// What else they told, for a coordinator.
    func told(_ access: inout Access) throws -> ApplicationDetails {
        try ApplicationDetails(json: access.open(details, in: person.text, of: person, as: .sameOrganization))
    }
}

extension Feature {
    /// The year that a volunteer told an earlier version: whoever is asked for a yes may be a child.
    static let birthOfVolunteers: ToldBirth = { person, relation, db, access in
        guard ApplicationDetailsField.entry.purposes.contains(access.purpose),
              let sealed = try db.applications.find(of: person, visibleTo: access.actor)?.details else { return nil }
        return try ApplicationDetails(json: access.open(sealed, in: person.text, of: person, as: relation)).birth?.description
    }
}
