import Localization

/// One question a page, in the order in which they are asked.
enum Question: String, CaseIterable, Sendable {
    case name, contact, languages, roles, times, place, about, people

    static let languageRows = 4

    /// The fields of its form.
    var fields: [String] {
        switch self {
        case .name: ["given_name", "family_name"]
        case .contact: ["email", "phone"]
        case .languages: (1...Self.languageRows).flatMap { ["language\($0)", "level\($0)"] } + ["other_languages"]
        case .roles: ["roles"]
        case .times: ["times"]
        case .place: ["place", "travel"]
        case .about: ["gender", "birth_year"]
        case .people: ["referee1_name", "referee1_contact", "referee2_name", "referee2_contact", "later"]
        }
    }

    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
    var previous: Question? { number > 1 ? Self.allCases[number - 2] : nil }
    var next: Question? { number < Self.allCases.count ? Self.allCases[number] : nil }

    var picture: String {
        switch self {
        case .name: "person"
        case .contact: "phone"
        case .languages: "language"
        case .roles: "hand"
        case .times: "clock"
        case .place: "place"
        case .about: "info"
        case .people: "people"
        }
    }

    var message: Message {
        switch self {
        case .name: Message("What is your name?")
        case .contact: Message("How can we reach you?")
        case .languages: Message("Which languages do you speak?")
        case .roles: Message("What would you like to do?")
        case .times: Message("When do you have time?")
        case .place: Message("Where in town, and how do you get around?")
        case .about: Message("Two things you may tell us")
        case .people: Message("Who knows you well?")
        }
    }
}
