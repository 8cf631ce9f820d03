import Identity
import Storage
import Trust

extension Access {
    /// The initials of volunteers: enough to tell people of a list apart without opening a name; one query.
    package mutating func initials(of people: [PersonID], in db: any Connection) throws -> [PersonID: String] {
        var found: [PersonID: String] = [:]
        for application in try db.applications.of(people, visibleTo: actor) {
            let person = application.person
            found[person] = try open(application.initials, in: person.text, of: person, as: .sameOrganization)
        }
        return found
    }
}
