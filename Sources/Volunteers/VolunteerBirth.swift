import House
import Identity
import People
import Storage
import Trust
import Vault

extension ApplicationDetails {
    /// When they were born, where an earlier version wrote it here.
    var birth: Birth? { birthYear.flatMap { Birth(String($0)) } }

    /// The same with the year of birth that an earlier version kept in what stands; nil where it keeps none, or the birth stands with the person.
    ///
    /// A list takes nobody's birth away. The program carries it over, whoever brings the list in, and tells nobody.
    func withBirth(of person: PersonID, in db: any Connection, _ hub: Hub) throws -> Sealed<ApplicationDetailsField>? {
        guard try db.count("SELECT count(*) FROM persons WHERE id = \(person) AND birth_date IS NULL") == 1, let standing = try db.applications.details(of: [person])[person],
              let text = try? hub.keyring.open(standing, row: person.text, of: person), let year = try ApplicationDetails(json: text).birthYear else { return nil }
        var details = self
        details.birthYear = year
        return try details.sealed(of: person, with: hub.keyring)
    }
}

extension Application {
    /// What else they told, for a coordinator.
    func told(_ access: inout Access) throws -> ApplicationDetails {
        try ApplicationDetails(json: access.open(details, in: person.text, of: person, as: .sameOrganization))
    }
}

extension Feature {
    /// The year that a volunteer told an earlier version: whoever is asked for a yes may be a child.
    static let childrenAmongVolunteers: ToldChild = { person, relation, today, db, access in
        guard ApplicationDetailsField.entry.purposes.contains(access.purpose),
              let sealed = try db.applications.find(of: person, visibleTo: access.actor)?.details else { return nil }
        return try access.learn(.majority, from: sealed, in: person.text, of: person, as: relation) { try ApplicationDetails(json: $0).birth?.mayBeChild(on: today) }
    }
}
