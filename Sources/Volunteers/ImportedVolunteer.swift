import Foundation
import House
import Identity
import Localization
import People
import Vault

/// Where an imported application comes from: keyed hashes of the row's key and of all it said.
struct ImportSource: Sendable, Hashable {
    let key: String, fingerprint: String
}

/// One row of a town's list of volunteers, understood as far as it can be.
struct ImportedVolunteer: Sendable {
    let row: Int
    /// What tells this row from the others, the next time too: a number of the town's own, else the address or the phone number.
    private(set) var key = ""
    private(set) var person = PersonDetails(givenName: "")
    private(set) var contacts: [ContactDetails] = []
    private(set) var languages: [SpokenLanguage] = []
    private(set) var roles: [String] = []
    private(set) var slots: [WeeklySlot] = []
    private(set) var details = ApplicationDetails()
    private(set) var issues: [ImportReport.Issue] = []
    private let file: String

    static let fields = [
        CSVField("key", Message("A number or code of your own; without it the e-mail address tells rows apart"), guesses: ["id", "number", "volunteer id", "reference", "ref"]),
        CSVField("given_name", Message("First name, or the whole name"), guesses: ["first name", "forename", "name", "full name", "prénom", "vorname", "ім'я"]),
        CSVField("family_name", Message("Family name"), guesses: ["last name", "surname", "nom", "nachname", "прізвище"]),
        CSVField("email", Message("E-mail address"), guesses: ["e-mail", "mail", "email address", "courriel"]),
        CSVField("phone", Message("Phone number"), guesses: ["telephone", "mobile", "phone number", "tel", "téléphone"]),
        CSVField("languages", Message("Languages by name or code; after a colon the level, such as \("Arabic: fluent", "example")"), guesses: ["language", "languages spoken", "speaks", "langues"], separator: ";"),
        CSVField("roles", Message("What they would like to do"), guesses: ["role", "interests", "volunteer roles", "would like to do"], separator: ";"),
        CSVField("times", Message("When they have time, such as \("Tue evening; Sat 10:00-12:00", "example")"), guesses: ["availability", "available", "when"], separator: ";"),
        CSVField("place", Message("Part of town"), guesses: ["district", "area", "town", "neighborhood", "neighbourhood", "quartier"]),
        CSVField("travel", Message("How they get around: \("walk, bicycle, bus, car", "words")"), guesses: ["transport", "travels by", "getting around"], separator: ";"),
        CSVField("birth_year", Message("Year of birth"), guesses: ["year of birth", "born", "birth year"]),
        CSVField("gender", Message("Gender: \("woman, man, other", "words")"), guesses: ["sex", "genre"]),
    ]

    init(_ record: CSVRecord, file: String, reader: VolunteerReader) {
        (row, self.file) = (record.row, file)
        details.extra = record.rest
        readPerson(record, reader)
        readContacts(record, reader)
        for item in record.list("languages") {
            if let language = reader.language(item) { languages.append(language) } else { keep(item, "languages", Message("We do not know this language. It is kept as it stands."), record) }
        }
        for item in record.list("roles") {
            if let role = reader.role(item) { roles.append(role) } else { keep(item, "roles", Message("There is no such role. It is kept as it stands."), record) }
        }
        for item in record.list("times") {
            let found = reader.slots(item)
            if found.isEmpty { keep(item, "times", Message("This is no time that we can read. It is kept as it stands."), record) } else { slots += found }
        }
        for item in record.list("travel") {
            if let way = Travel(rawValue: item.lowercased()) { details.travel.append(way.rawValue) } else { keep(item, "travel", Message("This is not one of: \("walk, bicycle, bus, car", "words"). It is kept as it stands."), record) }
        }
        details.place = record["place"]
        key = [record["key"], Folding.email(record["email"]), reader.phone(record["phone"]) ?? ""].first { !$0.isEmpty } ?? ""
        if key.isEmpty { refuse("key", Message("The row has neither a number of its own, nor an e-mail address, nor a phone number."), record) }
    }

    /// All that the row said, in one order: the same row again changes nothing.
    func source(with keyring: Keyring) throws -> ImportSource {
        let extra = details.extra.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let said = [
            [person.givenName, person.familyName, person.gender.rawValue], contacts.map { "\($0.kind)=\($0.value)" },
            languages.map { "\($0.code)=\($0.level)" }, roles, slots.map { "\($0.weekday)/\($0.from)/\($0.to)" },
            [details.place, person.birth.map { String($0.year) } ?? ""] + details.travel, extra,
        ]
        let text = String(decoding: try JSONEncoder().encode(said), as: UTF8.self)
        return ImportSource(key: keyring.mac(key, for: "volunteers.import.key"), fingerprint: keyring.mac(text, for: "volunteers.import.row"))
    }

    private mutating func readPerson(_ record: CSVRecord, _ reader: VolunteerReader) {
        person = PersonDetails(givenName: record["given_name"], familyName: record["family_name"])
        if person.givenName.isEmpty { refuse("given_name", Message("The name is missing."), record) }
        let gender = record["gender"].lowercased(), year = record["birth_year"]
        if let known = reader.gender(gender) { person.gender = known } else if !gender.isEmpty { keep(record["gender"], "gender", Message("This is not one of: \("woman, man, other", "words"). It is kept as it stands."), record) }
        if let number = Int(typed: year), reader.years.contains(number) { person.birth = Birth(String(number)) } else if !year.isEmpty { keep(year, "birth_year", Message("This is no year of birth. It is kept as it stands."), record) }
    }

    private mutating func readContacts(_ record: CSVRecord, _ reader: VolunteerReader) {
        let email = record["email"], phone = record["phone"]
        if EmailAddress.isPlausible(email) { contacts.append(ContactDetails(kind: .email, value: email, isSafe: true)) } else if !email.isEmpty { keep(email, "email", Message("This is no e-mail address. It is kept as it stands."), record) }
        if reader.phone(phone) != nil { contacts.append(ContactDetails(kind: .phone, value: phone, isSafe: true)) } else if !phone.isEmpty { keep(phone, "phone", Message("This is no phone number. It is kept as it stands."), record) }
        if email.isEmpty, phone.isEmpty { warn("email", Message("There is no way to reach this person."), record) }
    }

    private mutating func keep(_ raw: String, _ field: String, _ message: Message, _ record: CSVRecord) {
        let column = record.column(field)
        details.extra[column] = details.extra[column].map { "\($0); \(raw)" } ?? raw
        warn(field, message, record)
    }

    private mutating func warn(_ field: String, _ message: Message, _ record: CSVRecord) {
        issues.append(.init(file: file, row: row, column: record.column(field), message, isError: false))
    }

    private mutating func refuse(_ field: String, _ message: Message, _ record: CSVRecord) {
        issues.append(.init(file: file, row: row, column: record.column(field), message, isError: true))
    }
}
