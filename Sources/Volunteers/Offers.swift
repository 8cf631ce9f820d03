import Foundation
import House
import Identity
import People
import Storage
import Trust
import Vault
import Web

extension AuditAction {
    static let offerSent = AuditAction(rawValue: "application.sent")
    static let offerWithdrawn = AuditAction(rawValue: "application.withdrawn")
    static let applicationClosed = AuditAction(rawValue: "application.closed")
    static let applicationReopened = AuditAction(rawValue: "application.reopened")
    static let applicationImported = AuditAction(rawValue: "application.imported")
    static let volunteerCorrected = AuditAction(rawValue: "volunteer.corrected")
    static let rolesChanged = AuditAction(rawValue: "application.roles_changed")
    static let absencesChanged = AuditAction(rawValue: "application.absences_changed")
    static let credentialRecorded = AuditAction(rawValue: "credential.recorded")
    static let credentialAnnulled = AuditAction(rawValue: "credential.annulled")
    static let refereeAdded = AuditAction(rawValue: "referee.added")
    static let refereeLinked = AuditAction(rawValue: "referee.link_made")
    static let refereeUnlinked = AuditAction(rawValue: "referee.link_stopped")
    static let refereeAnswered = AuditAction(rawValue: "referee.answered")
}

/// How an offer comes to be: begun, answered question by question, taken up elsewhere, sent.
struct Offers: Sendable {
    let hub: Hub
    let catalog: RoleCatalog

    func begin() async throws -> DraftTicket {
        let ticket = DraftTicket(), person: PersonID = hub.newID(), id = Secret.token(bytes: 16), now = hub.now()
        let organization = try await hub.ownOrganization(), code = DraftTicket.index(of: ticket.code, with: hub.keyring)
        try await hub.keyring.prepare([person], at: now)
        let answers = try seal(Answers(), row: id, of: person)
        try await hub.archive.write { db in
            try db.drafts.insert(id, of: person, in: organization, ticket: ticket, code: code, answers: answers, at: now)
        }
        return ticket
    }

    func find(_ ticket: DraftTicket?) async throws -> Draft? {
        guard let ticket else { return nil }
        return try await hub.archive.read { try $0.drafts.find(ticket) }
    }

    /// Takes a draft up in another browser; nil where the code is not one. A code works once, and the new ticket has its own.
    func resume(code: String) async throws -> (ticket: DraftTicket, isSent: Bool)? {
        let old = DraftTicket.index(of: code, with: hub.keyring), ticket = DraftTicket(), now = hub.now()
        let new = DraftTicket.index(of: ticket.code, with: hub.keyring)
        return try await hub.archive.write { db in
            guard let draft = try db.drafts.find(code: old) else { return nil }
            try db.drafts.hand(draft, to: ticket, code: new, at: now)
            return (ticket, draft.application != nil)
        }
    }

    func answers(of draft: Draft) async throws -> Answers {
        guard let sealed = draft.answers else { throw VolunteerProblem.alreadySent }
        return try await hub.archive.read(by: draft.writer, for: .ownFile) { _, access in
            try Answers(json: try access.open(sealed, in: draft.id, of: draft.person, as: .own))
        }
    }

    /// Takes what a form says to one question; in one transaction, since another window may be answering another question.
    func take(_ fields: Fields, to question: Question, in draft: Draft) async throws -> Answers {
        let now = hub.now()
        return try await hub.archive.write(by: draft.writer, for: .ownFile) { db, access in
            guard let sealed = try db.drafts.answers(of: draft) else { throw VolunteerProblem.alreadySent }
            var answers = try Answers(json: try access.open(sealed, in: draft.id, of: draft.person, as: .own))
            answers.take(fields, to: question)
            guard try db.drafts.save(try seal(answers, row: draft.id, of: draft.person), in: draft, at: now) else { throw VolunteerProblem.alreadySent }
            return answers
        }
    }

    /// Throws the draft away, and with its key every copy of it.
    func discard(_ draft: Draft) async throws {
        guard try await hub.archive.write({ try $0.drafts.remove(draft) }) else { throw VolunteerProblem.alreadySent }
        try await hub.destroyKey(of: draft.person)
    }

    /// Sends the offer: the person, what they would like to do, and whom we may ask. The draft's own copy goes.
    func send(_ ticket: DraftTicket, on day: Day) async throws {
        let hub = hub, catalog = catalog, now = hub.now()
        guard let draft = try await find(ticket) else { throw Refusal.notFound }
        let id: ApplicationID = hub.newID()
        try await hub.archive.write(by: draft.writer, for: .ownFile) { db, access in
            guard let sealed = try db.drafts.find(ticket)?.answers else { throw VolunteerProblem.alreadySent }
            let offer = understood(try Answers(json: access.open(sealed, in: draft.id, of: draft.person, as: .own)), on: day)
            let problems = Question.allCases.flatMap(offer.problems)
            guard problems.isEmpty else { throw VolunteerProblem.fields(problems) }
            let new = try SealedOffer(offer.person, initials: offer.initials, details: offer.details, id: id, of: draft.person,
                                      in: draft.organization, languages: offer.languages, contacts: offer.contacts, with: hub)
            let referees = try offer.referees.map { try SealedReferee($0, of: draft.person, with: hub) }
            try new.store(in: db, roles: offer.roles(catalog), slots: offer.slots, at: now)
            for referee in referees { try db.referees.insert(referee, of: draft.person, at: now) }
            try db.drafts.finish(draft, as: id, at: now)
            try access.record(.offerSent, on: id, of: draft.person, at: now, in: db)
            try hub.announce(VolunteerChanged(draft.person), in: db, &access)
        }
    }

    func understood(_ answers: Answers, on day: Day) -> Offer {
        Offer(answers: answers, today: day, country: hub.settings.value.country)
    }

    private func seal(_ answers: Answers, row: String, of person: PersonID) throws -> Sealed<DraftAnswers> {
        try hub.keyring.seal(try answers.json, as: DraftAnswers.self, row: row, of: person)
    }
}

/// A new volunteer ready to be stored.
struct SealedOffer: Sendable {
    let person: SealedPerson
    let application: Application

    /// The person's key must have been prepared.
    init(_ person: PersonDetails, initials: String, details: ApplicationDetails, id: ApplicationID, of owner: PersonID,
         in organization: OrganizationID, languages: [SpokenLanguage], contacts: [ContactDetails], with hub: Hub) throws {
        self.person = try SealedPerson(
            person, id: owner, organization: organization, languages: languages, contacts: contacts, with: hub)
        application = Application(
            id: id, person: owner,
            initials: try hub.keyring.seal(initials, as: ApplicantInitials.self, row: owner.text, of: owner),
            details: try details.sealed(of: owner, with: hub.keyring), createdAt: hub.now())
    }

    func store(in db: any Connection, roles: [String], slots: [WeeklySlot], source: ImportSource? = nil, at now: Date) throws {
        try db.persons.insert(person, at: now)
        try db.applications.insert(application, in: person.organization, source: source, at: now)
        try db.applications.setRoles(roles, of: person.id, at: now)
        try db.applications.setAvailability(slots, of: person.id)
    }
}

extension ApplicationDetails {
    /// Sealed under the person's key; the row is the person, of whom there is one application.
    func sealed(of person: PersonID, with keyring: Keyring) throws -> Sealed<ApplicationDetailsField> {
        let json = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
        return try keyring.seal(json, as: ApplicationDetailsField.self, row: person.text, of: person)
    }

    init(json: String) throws { self = try JSONDecoder().decode(ApplicationDetails.self, from: Data(json.utf8)) }
}
