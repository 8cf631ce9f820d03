import House
import Identity
import Localization
import Storage
import Trust
import Web

extension FileSource {
    /// Who someone is, and how to reach them.
    static let people = FileSource(
        Message("Who you are"), picture: "person",
        fields: [GivenName.entry, FamilyName.entry, BirthDate.entry, Gender.Field.entry, ContactValue.entry, ContactWords.entry] + SpokenLanguage.register
    ) { id, hub, db, access in
        guard let person = try db.persons.find(id, visibleTo: access.actor) else { return [] }
        var lines = [FileLine(Message("First name"), try access.open(person.givenName, in: id.text, of: id, as: .own))]
        if let family = person.familyName { lines.append(FileLine(Message("Family name"), try access.open(family, in: id.text, of: id, as: .own))) }
        if let birth = person.birthDate {
            let told = try access.open(birth, in: id.text, of: id, as: .own)
            lines.append(FileLine(Message("Born"), data: told) { say in Birth(told)?.day.map(say.day) ?? told })
        }
        if let gender = try person.gender.flatMap({ Gender(rawValue: try access.open($0, in: id.text, of: id, as: .own)) }) {
            lines.append(FileLine(Message("Gender"), gender.message))
        }
        for language in try db.persons.languages(of: [id])[id] ?? [] {
            lines.append(FileLine(Message("Language"), detail: language.level.message) { $0.languageName(language.code) })
            lines.append(FileLine(Message("Whether you read it"), language.reads.message))
        }
        for way in try db.persons.contacts(of: [id])[id] ?? [] {
            lines.append(FileLine(
                Message("How to reach you"), try access.open(way.value, in: way.id, of: id, as: .own),
                detail: way.isSafe ? Message("safe to use") : Message("not to be used")))
            if let words = way.words { lines.append(FileLine(Message("When and how it is safe"), try access.open(words, in: way.id, of: id, as: .own))) }
        }
        for former in try db.persons.formerContacts(of: id) {
            let day = Day(former.replacedAt, in: hub.settings.value.zone)
            lines.append(FileLine(Message("How to reach you"), try access.open(former.way.value, in: former.way.id, of: id, as: .own), detail: Message("not used any more: staff wrote down another, under “My Tessera”")))
            lines.append(FileLine(Message("Changed by staff on"), day))
        }
        return lines
    }.learning { try $1.isFromList($0, $2) ? [.list] : [] }

    /// Where someone's household lives, and since when.
    static let household = FileSource(Message("Your household"), picture: "family", fields: Household.register) { id, hub, db, access in
        guard let home = try db.persons.find(id, visibleTo: access.actor)?.household.flatMap({ try db.households.find($0, visibleTo: access.actor) }) else { return [] }
        let count = try db.households.sizes(of: [home.id])[home.id] ?? 1
        var lines = [FileLine(Message("Who"), Message(count: count, one: "One person", other: "\(count, "count") people"))]
        if let district = home.district { lines.append(FileLine(Message("Part of town"), district)) }
        if let day = home.arrivedOn { lines.append(FileLine(Message("Arrived"), day)) }
        lines.append(FileLine(Message("Why the law lets us keep this"), home.ground.message))
        return lines
    }.learning { try $2.persons.isFromList($0) ? [.list] : [] }

    /// What stands in a town's own list and has no place of its own: it is opened by the case worker together with the person.
    static let imported = FileSource(Message("Notes"), picture: "document", fields: [ImportedExtra.entry]) { id, _, db, access in
        try db.persons.hasNotes(id) ? [FileLine(Message("From an older list"), Message("There are notes from an older list. Your case worker reads them with you."))] : []
    }
}
