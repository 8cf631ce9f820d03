import Foundation
import House
import Hummingbird
import Identity
import Storage
import Trust
import Web

/// Putting right what is written down of somebody in the actor's care: names, birth, gender and the language they speak best.
struct DetailsRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.caseWorker], .get, "/persons/:id/details", for: .casework, show), .roles([.caseWorker], .post, "/persons/:id/details", for: .casework, save)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context)
        let known = try await known(person, context)
        return context.show(DetailsPage(token: context.token, person: person, household: household, form: known.form, problems: []))
    }

    @Sendable private func save(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context), form = MemberForm(context.fields), hub = hub
        let problems = form.problems(today: Day(hub.now(), in: context.visitor.face.timeZone))
        guard problems.isEmpty else {
            return context.show(DetailsPage(token: context.token, person: person, household: household, form: form, problems: problems), status: .unprocessableContent)
        }
        let known = try await known(person, context), changes = known.form.changes(to: form), actor = context.actor, now = hub.now()
        guard !changes.isEmpty else { return .redirect(to: "/households/\(household.text)") }
        let sealed = try SealedPerson(form.details, id: person, organization: actor.organization, languages: known.languages(with: form), with: hub)
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            // In the same transaction: whose household changed hands meanwhile is somebody else's to correct.
            guard try db.households.find(household, visibleTo: actor).orNotFound().relation(to: actor) == .assigned else { throw Refusal.forbidden }
            try db.persons.correct(sealed, at: now)
            try access.record(.personChanged, on: household, of: person, fields: changes, at: now, in: db)
            try hub.announce(HouseholdChanged(household), in: db, &access)
        }
        return .redirect(to: "/households/\(household.text)")
    }

    private func known(_ id: PersonID, _ context: SignedInContext) async throws -> KnownDetails {
        let actor = context.actor
        return try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            try KnownDetails(try db.persons.find(id, visibleTo: actor).orNotFound(), try db.persons.languages(of: [id])[id] ?? [], &access)
        }
    }
}

/// What stands of somebody before it is put right.
private struct KnownDetails: Sendable {
    let form: MemberForm
    private let languages: [SpokenLanguage]

    init(_ person: Person, _ languages: [SpokenLanguage], _ access: inout Access) throws {
        let row = person.id.text, best = languages.first { $0.level == .native } ?? languages.first
        var form = MemberForm()
        form.given = try access.open(person.givenName, in: row, of: person.id, as: .assigned)
        form.family = try person.familyName.map { try access.open($0, in: row, of: person.id, as: .assigned) } ?? ""
        form.born = try access.birth(of: person, as: .assigned)?.description ?? ""
        form.gender = try person.gender.flatMap { Gender(rawValue: try access.open($0, in: row, of: person.id, as: .assigned)) } ?? .unknown
        if let best { (form.language, form.level, form.reads) = (best.code, best.level, best.reads) }
        (self.form, self.languages) = (form, languages)
    }

    /// The language of the form in place of the one it showed; all others stay.
    func languages(with new: MemberForm) -> [SpokenLanguage] {
        new.languages + languages.filter { $0.code != form.language && $0.code != new.languages.first?.code }
    }
}

extension MemberForm {
    /// The names of the fields in which the other differs.
    fileprivate func changes(to new: MemberForm) -> [String] {
        [("given_name", given == new.given), ("family_name", family == new.family), ("birth_date", birth == new.birth), ("gender", gender == new.gender),
         ("languages", languages == new.languages)].filter { !$0.1 }.map(\.0)
    }
}

extension PersonStore {
    /// Puts right what is written down of a person; what is left empty goes.
    fileprivate func correct(_ person: SealedPerson, at now: Date) throws {
        _ = try db.execute("""
            UPDATE persons SET given_name = \(person.givenName), family_name = \(person.familyName), birth_date = \(person.birthDate), gender = \(person.gender),
                   updated_at = \(now), version = version + 1 WHERE id = \(person.id)
            """)
        try setLanguages(person.languages, of: person.id)
    }
}
