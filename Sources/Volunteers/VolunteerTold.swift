import Identity
import People
import Storage
import Trust

/// What a round may know of a volunteer: nothing that tells who it is.
package struct VolunteerTold: Sendable {
    package let gender: Gender
    /// A part of town, as it was told; empty where none was.
    package let place: String
    package let travel: Set<String>
    package let languages: [SpokenLanguage]
    package let slots: [WeeklySlot]
    /// Days away that are not over.
    package let absences: [Absence]

    /// Opens it for volunteers of the actor's organization; five queries, however many.
    package static func open(_ people: [PersonID], on day: Day, in db: any Connection, _ access: inout Access) throws -> [PersonID: VolunteerTold] {
        let languages = try db.persons.languages(of: people), slots = try db.applications.availability(of: people)
        let absences = try db.applications.absences(of: people, from: day), details = try db.applications.details(of: people)
        var told: [PersonID: VolunteerTold] = [:]
        for person in try db.persons.find(people, visibleTo: access.actor) {
            let id = person.id
            guard let sealed = details[id] else { continue }
            let gender = try person.gender.map { try access.open($0, in: id.text, of: id, as: .sameOrganization) }
            let more = try ApplicationDetails(json: access.open(sealed, in: id.text, of: id, as: .sameOrganization))
            told[id] = VolunteerTold(
                gender: gender.flatMap(Gender.init) ?? .unknown, place: more.place, travel: Set(more.travel),
                languages: languages[id] ?? [], slots: slots[id] ?? [], absences: absences[id] ?? [])
        }
        return told
    }
}
