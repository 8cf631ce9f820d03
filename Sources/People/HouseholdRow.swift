import Foundation
import House
import Identity
import Localization
import Trust

/// The columns that a list of households may have: a row for each person, those of one household by its key.
enum HouseholdColumns {
    static let all = [
        CSVField("given_name", Message("First name of the person"), guesses: ["firstname", "givenname", "forename", "prenom", "name", "vorname"], isRequired: true),
        CSVField("family_name", Message("Family name"), guesses: ["lastname", "familyname", "surname", "nom", "nachname"]),
        CSVField("household", Message("A key that people of one household share"), guesses: ["household", "householdid", "family", "familyid", "case", "caseid", "caseno"]),
        CSVField("person", Message("A key of the person in your list"), guesses: ["personid", "person", "id", "number", "no"]),
        CSVField("head", Message("Who speaks for the household, with \("yes", "yes")"), guesses: ["head", "headofhousehold", "principal"]),
        CSVField("members", Message("The others of the household, such as \("Sami 2015 boy; Lina 1992 woman", "example")"), guesses: ["members", "familymembers", "dependants", "others"], separator: ";"),
        CSVField("birth", Message("Birth date such as \("1990-05-31", "example"), or the year"), guesses: ["birth", "dateofbirth", "dob", "birthdate", "yearofbirth", "born"]),
        CSVField("gender", Message("Gender: \("woman, man, other", "words")"), guesses: ["gender", "sex"]),
        CSVField("languages", Message("Languages by name or ISO 639-3 code; after colons the level and whether they read it, such as \("arb:native:yes", "example")"), guesses: ["languages", "language", "spokenlanguages", "mothertongue", "speaks"], separator: ";"),
        CSVField("phone", Message("Phone number"), guesses: ["phone", "mobile", "telephone", "tel"]),
        CSVField("email", Message("E-mail address"), guesses: ["email", "mail"]),
        CSVField("safe", Message("Whether these ways of contact are safe: \("yes, no", "words")"), guesses: ["safe", "safetocontact", "contactsafe"]),
        CSVField("contact_words", Message("When and how to reach them"), guesses: ["contactnotes", "besttime", "howtoreach"]),
        CSVField("district", Message("Part of town"), guesses: ["district", "area", "neighbourhood", "neighborhood", "quarter", "place"]),
        CSVField("arrived", Message("Day of arrival"), guesses: ["arrived", "arrival", "dateofarrival", "arrivaldate", "since"]),
        CSVField("need", Message("What they look for, by the name of a program"), guesses: ["need", "needs", "request"], separator: ";"),
        CSVField("urgency", Message("How urgent it is: \("can wait, soon, urgent", "words")"), guesses: ["urgency", "priority"]),
        CSVField("constraints", Message("What must be respected, such as \("woman only", "example")"), guesses: ["constraints", "preferences", "restrictions"]),
        CSVField("access", Message("What a disability asks for: \("no, step-free, other", "words")"), guesses: ["access", "accessneeds", "accessibility", "disability"]),
        CSVField("times", Message("When they have time, such as \("Tue evening; Sat 10:00-12:00", "example")"), guesses: ["times", "availability", "available", "when"], separator: ";"),
        CSVField("ground", Message("Legal ground, or the notice they were given: \("public task, legal obligation, legitimate interest, vital interest, consent", "words")"),
                    guesses: ["ground", "legalground", "legalbasis", "lawfulbasis", "basis", "notice"], isRequired: true),
        CSVField("worker", Message("E-mail address of their case worker"), guesses: ["worker", "caseworker", "assignedto"]),
    ]

    /// Columns that another area makes something of; what it can't read is kept, as it stands, with the person.
    private static let readByOthers = ["need", "urgency", "constraints", "times"]

    /// Their cells. The column of disabilities came later and counts where it says something: a list from before changes nothing.
    static func cells(of row: CSVRecord) -> [String] { readByOthers.map { row[$0] } + [row["access"]].filter { !$0.isEmpty } }
}

/// One row of a list, read: a person, and what it says of their household.
struct HouseholdRow: Sendable {
    let row: Int
    let household: String, key: String
    let isHead: Bool
    let details: PersonDetails
    let languages: [SpokenLanguage]
    let contacts: [ContactDetails]
    let others: [PersonDetails]
    let district: String?, arrivedOn: Day?, ground: LawfulBasis
    let worker: String?
    let extra: [String: String]
    /// What other areas understood of the row.
    let words: [any ListWords]
    /// The cells it was understood from: the same cells again change nothing.
    let wordsCells: [String]

    /// What tells one of the others in this row from the rest.
    func key(of other: PersonDetails) -> String { "\(key)/\(other.givenName)/\(other.birth?.description ?? "")" }
}

/// Reads rows, and says of each cell what is odd about it.
struct HouseholdReader {
    let file: String, today: Day
    let readers: [ListReader]
    private(set) var issues: [ImportReport.Issue] = []

    init(file: String, today: Day, readers: [ListReader]) { (self.file, self.today, self.readers) = (file, today, readers) }

    mutating func read(_ row: CSVRecord) -> HouseholdRow? {
        guard !row["given_name"].isEmpty else {
            issue(row, "given_name", Message("The cell is empty."), isError: true)
            return nil
        }
        guard row["given_name"].count <= 200, row["family_name"].count <= 200 else {
            issue(row, "given_name", Message("A name of more than 200 letters can't be right."), isError: true)
            return nil
        }
        var extra = row.rest
        let words = words(row, &extra)
        let details = PersonDetails(
            givenName: row["given_name"], familyName: row["family_name"], birth: birth(row, &extra), gender: gender(row, &extra))
        // Without keys of its own a row is known by its content: moving it within the file makes no second household.
        let own = [row["given_name"], row["family_name"], row["birth"]].joined(separator: "|")
        let household = row["household"].isEmpty ? (row["person"].isEmpty ? own : row["person"]) : row["household"]
        return HouseholdRow(
            row: row.row, household: household, key: "\(household)/\(row["person"].isEmpty ? own : row["person"])",
            isHead: Self.isYes(row["head"]), details: details, languages: languages(row, &extra), contacts: contacts(row),
            others: row.list("members").compactMap { member($0, row) }, district: row["district"].isEmpty ? nil : row["district"],
            arrivedOn: arrival(row, &extra), ground: ground(row, &extra), worker: row["worker"].isEmpty ? nil : row["worker"], extra: extra,
            words: words, wordsCells: HouseholdColumns.cells(of: row))
    }

    private mutating func words(_ row: CSVRecord, _ extra: inout [String: String]) -> [any ListWords] {
        let readings = readers.map { $0.read(row) }
        for (field, warning) in readings.flatMap(\.kept) {
            extra[field] = row[field]
            if let warning { issue(row, field, warning, isError: false) }
        }
        return readings.compactMap(\.words)
    }

    static func isYes(_ text: String) -> Bool { ["yes", "y", "true", "1", "x", "oui", "так", "نعم"].contains(text.lowercased()) }

    private mutating func birth(_ row: CSVRecord, _ extra: inout [String: String]) -> Birth? {
        guard !row["birth"].isEmpty else { return nil }
        if let birth = Birth(Self.isoDay(row["birth"])), birth.isPlausible(on: today) { return birth }
        issue(row, "birth", Message("This is neither a date such as \("1990-05-31", "example") nor a year. It is kept as it stands."), isError: false)
        extra["birth"] = row["birth"]
        return nil
    }

    private mutating func arrival(_ row: CSVRecord, _ extra: inout [String: String]) -> Day? {
        guard !row["arrived"].isEmpty else { return nil }
        if let day = Day(Self.isoDay(row["arrived"])) { return day }
        issue(row, "arrived", Message("This is not a date such as \("2026-05-31", "example"). It is kept as it stands."), isError: false)
        extra["arrived"] = row["arrived"]
        return nil
    }

    /// `31.05.1990` is read as that day; with slashes nobody can tell the day from the month.
    private static func isoDay(_ text: String) -> String {
        let plain = Typed.plain(text), parts = plain.split(separator: ".")
        guard parts.count == 3, parts[2].count == 4, let day = Int(parts[0]), let month = Int(parts[1]) else { return plain }
        return "\(parts[2])-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private mutating func gender(_ row: CSVRecord, _ extra: inout [String: String]) -> Gender {
        guard !row["gender"].isEmpty else { return .unknown }
        if let gender = Self.gender(row["gender"]) { return gender }
        issue(row, "gender", Message("This is not one of: \("woman, man, other", "words"). It is kept as it stands."), isError: false)
        extra["gender"] = row["gender"]
        return .unknown
    }

    private static func gender(_ text: String) -> Gender? {
        switch text.lowercased() {
        case "woman", "female", "f", "w", "girl", "femme": .woman
        case "man", "male", "m", "boy", "homme": .man
        case "other", "x", "d", "diverse", "non-binary": .other
        case "unknown", "not said", "-": .unknown
        default: nil
        }
    }

    private mutating func languages(_ row: CSVRecord, _ extra: inout [String: String]) -> [SpokenLanguage] {
        row.list("languages").compactMap { item in
            let parts = item.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            let level = parts.count > 1 ? SpokenLanguage.Level(rawValue: parts[1]) : .native
            let reads = parts.count > 2 ? SpokenLanguage.Literacy(rawValue: parts[2]) : .unknown
            let code = parts.first.map { LanguageNames.code($0) ?? $0 } ?? ""
            if let language = SpokenLanguage(code: code, level: level ?? .native, reads: reads ?? .unknown) {
                if level == nil || reads == nil { issue(row, "languages", Message("The level or the reading of this language is not known: \(item, "language")."), isError: false) }
                return language
            }
            issue(row, "languages", Message("We know no language of this name or code: \(item, "language"). It is kept as it stands."), isError: false)
            extra["languages"] = row["languages"]
            return nil
        }
    }

    private func contacts(_ row: CSVRecord) -> [ContactDetails] {
        let isSafe = Self.isYes(row["safe"])
        return [(ContactWay.Kind.phone, row["phone"]), (.email, row["email"])].filter { !$0.1.isEmpty }
            .map { ContactDetails(kind: $0.0, value: $0.1, words: row["contact_words"], isSafe: isSafe) }
    }

    /// Someone in a list of members, such as `Sami 2015 boy`: a year or date and a word for the gender are taken out, the rest is the name.
    private mutating func member(_ text: String, _ row: CSVRecord) -> PersonDetails? {
        var details = PersonDetails(givenName: "")
        var name: [String] = []
        for word in text.split(separator: " ").map(String.init) {
            if details.birth == nil, let birth = Birth(typed: word) { details.birth = birth }
            else if details.gender == .unknown, word.count > 1, let gender = Self.gender(word) { details.gender = gender }
            else { name.append(word) }
        }
        guard !name.isEmpty, text.count <= 200 else {
            issue(row, "members", Message("One of the others has no name that can be read, and is not loaded."), isError: false)
            return nil
        }
        details.givenName = name.joined(separator: " ")
        return details
    }

    private mutating func ground(_ row: CSVRecord, _ extra: inout [String: String]) -> LawfulBasis {
        let text = row["ground"].lowercased().replacing("_", with: " ")
        if text.isEmpty {
            issue(row, "ground", Message("Say on what legal ground what is known of this person is kept."), isError: true)
            return .publicTask
        }
        let known: [(String, LawfulBasis)] = [
            ("public", .publicTask), ("obligation", .legalObligation), ("legitimate", .legitimateInterest), ("vital", .vitalInterest), ("consent", .consent),
        ]
        if let found = known.first(where: { text.contains($0.0) }) { return found.1 }
        issue(row, "ground", Message("This is no legal ground we know. It is read as the town's public task, and kept as it stands."), isError: false)
        extra["ground"] = row["ground"]
        return .publicTask
    }

    private mutating func issue(_ row: CSVRecord, _ column: String, _ message: Message, isError: Bool) {
        issues.append(.init(file: file, row: row.row, column: column, message, isError: isError))
    }
}

/// English names of languages, as lists have them.
enum LanguageNames {
    static func code(_ name: String) -> String? { codes[name] }

    private static let codes: [String: String] = [
        "arabic": "arb", "levantine arabic": "apc", "iraqi arabic": "acm", "egyptian arabic": "arz", "amharic": "amh", "bengali": "ben",
        "burmese": "mya", "dari": "prs", "english": "eng", "farsi": "pes", "persian": "pes", "french": "fra", "german": "deu",
        "kurdish": "kmr", "kurmanji": "kmr", "sorani": "ckb", "oromo": "orm", "pashto": "pus", "polish": "pol", "portuguese": "por",
        "rohingya": "rhg", "russian": "rus", "somali": "som", "spanish": "spa", "swahili": "swh", "tamil": "tam", "tigrinya": "tir",
        "turkish": "tur", "ukrainian": "ukr", "urdu": "urd", "vietnamese": "vie", "chinese": "cmn", "mandarin": "cmn", "albanian": "sqi",
        "georgian": "kat", "romanian": "ron", "punjabi": "pan", "hindi": "hin", "nepali": "npi", "kinyarwanda": "kin", "italian": "ita",
    ]
}
