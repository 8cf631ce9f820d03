import Accounts
import Foundation
import House
import Identity
import Storage
import Trust
import Web

/// What stands of somebody before it is put right.
package struct KnownDetails: Sendable {
    let form: MemberForm
    let version: Int
    private let id: PersonID
    private let languages: [SpokenLanguage]

    /// What a form made from this shows.
    var seen: SeenDetails { SeenDetails(version: version, language: form.language) }

    /// - Parameters:
    ///   - relation: how they stand to the actor, which the caller has looked at.
    ///   - told: when they were born, where only the caller knows it.
    package init(_ id: PersonID, as relation: Relation, told: Birth? = nil, _ db: any Connection, _ access: inout Access) throws {
        let person = try db.persons.find(id, visibleTo: access.actor).orNotFound()
        languages = try db.persons.languages(of: [id])[id] ?? []
        (version, self.id) = (person.version, id)
        var form = MemberForm()
        form.given = try access.open(person.givenName, in: id.text, of: id, as: relation)
        form.family = try person.familyName.map { try access.open($0, in: id.text, of: id, as: relation) } ?? ""
        form.born = try (access.birth(of: person, as: relation) ?? told)?.description ?? ""
        form.gender = try person.gender.flatMap { Gender(rawValue: try access.open($0, in: id.text, of: id, as: relation)) } ?? .unknown
        if let best = languages.first(where: { $0.level == .native }) ?? languages.first { (form.language, form.level, form.reads) = (best.code, best.level, best.reads) }
        self.form = form
    }

    /// Writes what the form says, where it was made from what stands.
    ///
    /// - Returns: the names of the fields that changed; nil where somebody changed them since the form was shown.
    package func correct(to new: MemberForm, _ seen: SeenDetails, _ hub: Hub, _ db: any Connection, _ actor: Actor, at now: Date) throws -> [String]? {
        // Two who write the same are of one mind.
        let changes = form.changes(to: new)
        guard !changes.isEmpty else { return [] }
        guard version == seen.version else { return nil }
        try db.persons.correct(try SealedPerson(new.details, id: id, organization: actor.organization, languages: languages(with: new, inPlaceOf: seen.language), with: hub), at: now)
        try Accounts.rename(id, to: new.details.fullName, hub: hub, in: db)
        return changes
    }

    /// The language of the form in place of the one it showed; all others stay, and that one as well where the new one was known before.
    private func languages(with new: MemberForm, inPlaceOf shown: String) -> [SpokenLanguage] {
        let wasKnown = languages.contains { $0.code == new.languages.first?.code }
        return new.languages + languages.filter { $0.code != new.languages.first?.code && ($0.code != shown || wasKnown) }
    }
}

/// What the form was made from: the version of the person, and the code of the language it showed.
package struct SeenDetails: Sendable {
    let version: Int, language: String

    init(version: Int, language: String) { (self.version, self.language) = (version, language) }
    package init(_ fields: Fields) { self.init(version: Int(typed: fields["version"]) ?? 0, language: fields["shown_language"]) }
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
    ///
    /// The moment tells the index of names to look again, and that knows members of households alone: of all others a correction is no work with
    /// them, and keeps nothing for longer.
    fileprivate func correct(_ person: SealedPerson, at now: Date) throws {
        _ = try db.execute("""
            UPDATE persons SET given_name = \(person.givenName), family_name = \(person.familyName), birth_date = \(person.birthDate), gender = \(person.gender),
                   corrected_at = \(now), updated_at = CASE WHEN household_id IS NULL THEN updated_at ELSE \(now) END, version = version + 1 WHERE id = \(person.id)
            """)
        try setLanguages(person.languages, of: person.id)
    }
}
