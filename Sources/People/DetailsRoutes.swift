import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
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
        let (person, household) = try await hub.personInCare(context), actor = context.actor
        let known = try await hub.archive.read(by: actor, for: context.purpose) { db, access in try KnownDetails(person, in: household, db, &access) }
        return context.show(DetailsPage(
            token: context.token, person: person, household: household, form: known.form, version: known.version, shownLanguage: known.form.language, problems: []))
    }

    @Sendable private func save(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, household) = try await hub.personInCare(context), form = MemberForm(context.fields)
        var page = DetailsPage(token: context.token, person: person, household: household, form: form, problems: form.problems(today: Day(hub.now(), in: context.visitor.face.timeZone)))
        (page.version, page.shownLanguage) = (Int(typed: context.fields["version"]) ?? 0, context.fields["shown_language"])
        guard page.problems.isEmpty else { return context.show(page, status: .unprocessableContent) }
        guard try await save(page, by: context.actor, for: context.purpose) else {
            page.problems = [FieldProblem("given", Message("Somebody changed this meanwhile. Look at the household, and correct it anew."))]
            return context.show(page, status: .conflict)
        }
        return .redirect(to: "/households/\(household.text)")
    }

    /// False where somebody changed the person since the form was shown. All is looked at in the transaction of the change.
    private func save(_ page: DetailsPage, by actor: Actor, for purpose: Purpose) async throws -> Bool {
        let now = hub.now(), hub = hub, form = page.form
        return try await hub.archive.write(by: actor, for: purpose) { db, access in
            let known = try KnownDetails(page.person, in: page.household, db, &access), changes = known.form.changes(to: form)
            guard known.version == page.version else { return false }
            guard !changes.isEmpty else { return true }
            let languages = known.languages(with: form, inPlaceOf: page.shownLanguage)
            try db.persons.correct(try SealedPerson(form.details, id: page.person, organization: actor.organization, languages: languages, with: hub), at: now)
            try Accounts.rename(page.person, to: form.details.fullName, hub: hub, in: db)
            try access.record(.personChanged, on: page.household, of: page.person, fields: changes, at: now, in: db)
            try hub.announce(HouseholdChanged(page.household), in: db, &access)
            return true
        }
    }
}

/// What stands of somebody in the actor's care before it is put right.
private struct KnownDetails: Sendable {
    let form: MemberForm
    let version: Int
    private let languages: [SpokenLanguage]

    init(_ id: PersonID, in household: HouseholdID, _ db: any Connection, _ access: inout Access) throws {
        let person = try db.persons.find(id, visibleTo: access.actor).orNotFound()
        guard person.household == household, try db.households.find(household, visibleTo: access.actor).orNotFound().relation(to: access.actor) == .assigned else { throw Refusal.forbidden }
        languages = try db.persons.languages(of: [id])[id] ?? []
        version = person.version
        var form = MemberForm()
        form.given = try access.open(person.givenName, in: id.text, of: id, as: .assigned)
        form.family = try person.familyName.map { try access.open($0, in: id.text, of: id, as: .assigned) } ?? ""
        form.born = try access.birth(of: person, as: .assigned)?.description ?? ""
        form.gender = try person.gender.flatMap { Gender(rawValue: try access.open($0, in: id.text, of: id, as: .assigned)) } ?? .unknown
        if let best = languages.first(where: { $0.level == .native }) ?? languages.first { (form.language, form.level, form.reads) = (best.code, best.level, best.reads) }
        self.form = form
    }

    /// The language of the form in place of the one it showed; all others stay, and that one as well where the new one was known before.
    func languages(with new: MemberForm, inPlaceOf shown: String) -> [SpokenLanguage] {
        let wasKnown = languages.contains { $0.code == new.languages.first?.code }
        return new.languages + languages.filter { $0.code != new.languages.first?.code && ($0.code != shown || wasKnown) }
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
                   corrected_at = \(now), updated_at = \(now), version = version + 1 WHERE id = \(person.id)
            """)
        try setLanguages(person.languages, of: person.id)
    }
}
