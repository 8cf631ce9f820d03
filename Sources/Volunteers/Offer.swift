import Foundation
import House
import Identity
import Localization
import People
import Vault
import Web

/// The answers understood: what will be stored when they are sent.
struct Offer: Sendable {
    let answers: Answers
    let today: Day
    /// The calling code of phone numbers that name none.
    let country: String

    var person: PersonDetails {
        PersonDetails(
            givenName: answers["given_name"], familyName: answers["family_name"], birth: birthYear.flatMap { Birth(String($0)) },
            gender: Gender(rawValue: answers["gender"]) ?? .unknown)
    }

    var contacts: [ContactDetails] {
        [ContactDetails(kind: .email, value: answers["email"], isSafe: true), ContactDetails(kind: .phone, value: answers["phone"], isSafe: true)]
            .filter { !$0.value.isEmpty }
    }

    var languages: [SpokenLanguage] {
        (1...Question.languageRows).compactMap { row in
            SpokenLanguage(code: answers["language\(row)"], level: .init(rawValue: answers["level\(row)"]) ?? .conversation, reads: .unknown)
        }
    }

    func roles(_ catalog: RoleCatalog) -> [String] { answers.values("roles").filter { catalog[$0] != nil } }
    var slots: [WeeklySlot] { answers.values("times").compactMap(WeeklySlot.init(field:)) }

    var details: ApplicationDetails {
        var details = ApplicationDetails()
        details.place = answers["place"]
        details.travel = answers.values("travel").filter { Travel(rawValue: $0) != nil }
        details.otherLanguages = answers["other_languages"]
        return details
    }

    var referees: [RefereeDetails] {
        (1...2).map { RefereeDetails(name: answers["referee\($0)_name"], contact: answers["referee\($0)_contact"]) }.filter { !$0.isEmpty }
    }

    var initials: String { Self.initials(person) }

    static func initials(_ person: PersonDetails) -> String {
        [person.givenName, person.familyName].compactMap(\.first).map { "\($0)." }.joined(separator: " ")
    }

    private var birthYear: Int? { Int(Folding.digits(answers["birth_year"])) }

    /// What is wrong with the answers to one question.
    func problems(_ question: Question) -> [FieldProblem] {
        switch question {
        case .name: answers["given_name"].isEmpty ? [FieldProblem("given_name", Message("Write your first name."))] : []
        case .contact: contactProblems
        case .about:
            answers["birth_year"].isEmpty || birthYear.map { ($0 > today.year - 120) && $0 <= today.year } ?? false
                ? [] : [FieldProblem("birth_year", Message("Write the year with four digits, such as 1980, or leave it empty."))]
        case .people: refereeProblems
        case .languages, .roles, .times, .place: []
        }
    }

    /// The first question whose answers can't be sent as they are.
    var firstUnanswered: Question? { Question.allCases.first { !problems($0).isEmpty } }

    private var contactProblems: [FieldProblem] {
        var found: [FieldProblem] = []
        let email = answers["email"], phone = answers["phone"]
        if email.isEmpty, phone.isEmpty { found.append(FieldProblem("email", Message("Write an e-mail address or a phone number."))) }
        if !email.isEmpty, !EmailAddress.isPlausible(email) { found.append(FieldProblem("email", Message("Write the e-mail address, such as name@example.org."))) }
        if !phone.isEmpty, Folding.phone(phone, country: country) == nil { found.append(FieldProblem("phone", Message("Write the phone number with its digits."))) }
        return found
    }

    private var refereeProblems: [FieldProblem] {
        (1...2).compactMap { number in
            let name = answers["referee\(number)_name"], contact = answers["referee\(number)_contact"]
            if !name.isEmpty, contact.isEmpty {
                return FieldProblem("referee\(number)_contact", Message("Write how we can reach this person."))
            }
            return name.isEmpty && !contact.isEmpty ? FieldProblem("referee\(number)_name", Message("Write the name of this person.")) : nil
        }
    }
}

/// How someone gets around town.
enum Travel: String, CaseIterable, Sendable {
    case walk, bicycle, bus, car

    var message: Message {
        switch self {
        case .walk: Message("On foot")
        case .bicycle: Message("By bicycle")
        case .bus: Message("By bus")
        case .car: Message("By car")
        }
    }

    var picture: String { self == .bicycle ? "tools" : rawValue }
}
