import Foundation
import House
import Identity
import Localization
import People
import Storage
import Trust
import Web

/// One volunteer opened for a coordinator.
struct VolunteerRecord: Sendable {
    struct RefereeShown: Sendable {
        let id: String
        let name: String, contact: String
        let isAsked: Bool
        let reply: RefereeReply?
    }
    struct CredentialShown: Sendable {
        let credential: Credential
        let reason: String?
        let isMine: Bool
    }
    let person: PersonID
    let name: String
    struct Reached: Sendable { let id: String, value: String, isTyped: Bool }
    let contacts: [Reached]
    let languages: [SpokenLanguage]
    let slots: [WeeklySlot]
    let absences: [Absence]
    let gender: Gender
    let birth: Birth?
    let details: ApplicationDetails
    let status: Application.Status
    let standing: Standing
    let roles: [(role: VolunteerRole, clearance: Clearance)]
    let referees: [RefereeShown]
    let credentials: [CredentialShown]
    let day: Day
    /// When the links in letters to them were stopped last.
    var linksStoppedAt: Date?
}

extension VolunteerRecord {
    /// Opens what a coordinator may see of one person; someone of another organization does not exist.
    static func open(_ id: PersonID, in db: any Connection, _ access: inout Access, catalog: RoleCatalog, on day: Day) throws -> VolunteerRecord {
        let actor = access.actor, relation = Relation.sameOrganization
        let application = try db.applications.find(of: id, visibleTo: actor).orNotFound()
        let person = try db.persons.find(id, visibleTo: actor).orNotFound()
        let file = try VolunteerFile(of: [application], in: db, catalog: catalog, on: day)
        let given = try access.open(person.givenName, in: id.text, of: id, as: relation)
        let family = try person.familyName.map { try access.open($0, in: id.text, of: id, as: relation) } ?? ""
        let gender = try person.gender.map { try access.open($0, in: id.text, of: id, as: relation) }
        let details = try ApplicationDetails(json: access.open(application.details, in: id.text, of: id, as: relation))
        var contacts: [Reached] = [], referees: [RefereeShown] = [], shown: [CredentialShown] = []
        for way in try db.persons.contacts(of: [id])[id] ?? [] {
            contacts.append(Reached(id: way.id, value: try access.open(way.value, in: way.id, of: id, as: relation), isTyped: way.kind.isTyped))
        }
        for referee in try db.referees.list(of: id) {
            referees.append(RefereeShown(
                id: referee.id, name: try access.open(referee.name, in: referee.id, of: id, as: relation),
                contact: try access.open(referee.contact, in: referee.id, of: id, as: relation), isAsked: referee.linkMadeAt != nil,
                reply: try referee.answer.map { try RefereeReply(json: access.open($0, in: referee.id, of: id, as: relation)) }))
        }
        for credential in file.credentials[id] ?? [] {
            shown.append(CredentialShown(
                credential: credential, reason: try credential.reason.map { try access.open($0, in: credential.id, of: id, as: relation) },
                isMine: credential.verifiedBy == actor.user))
        }
        return VolunteerRecord(
            person: id, name: PersonDetails(givenName: given, familyName: family).fullName, contacts: contacts,
            languages: try db.persons.languages(of: [id])[id] ?? [], slots: try db.applications.availability(of: [id])[id] ?? [],
            absences: try db.applications.absences(of: id, from: day),
            gender: gender.flatMap(Gender.init) ?? .unknown, birth: try access.birth(of: person, as: relation) ?? details.birth, details: details,
            status: application.status, standing: file.standing(of: application), roles: file.clearances(of: id),
            referees: referees, credentials: shown, day: day, linksStoppedAt: try db.personalLinks.stopped(of: [id])[id])
    }
}
