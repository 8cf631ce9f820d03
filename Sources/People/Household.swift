import Foundation
import Identity
import Localization
import Trust
import Web

/// People who live and are helped together.
public struct Household: Sendable {
    public let id: HouseholdID
    public let organization: OrganizationID
    public let district: String?
    public let arrivedOn: Day?
    public let ground: LawfulBasis
    /// The case worker in whose care it is.
    public let worker: UserID?
    public let updatedAt: Date

    /// How this household stands to someone: in their care, of their organization, or neither.
    public func relation(to actor: Actor) -> Relation {
        if worker == actor.user { return .assigned }
        return organization == actor.organization ? .sameOrganization : .none
    }
}

extension Household {
    /// Kept in clear, since lists are sorted by them; coarse enough to tell nobody by themselves.
    static let register = ["district", "arrived_on"].map { column in
        FieldEntry(
            table: "households", column: column, kind: .circumstances, purposes: [.casework, .matching, .ownFile],
            basis: .publicTask, retention: .afterClosing, sensitivity: .ordinary, owner: .caseWorker)
    }
}

extension AuditAction {
    static let householdRegistered = AuditAction(rawValue: "household.registered")
    static let householdTaken = AuditAction(rawValue: "household.taken_over")
    static let memberAdded = AuditAction(rawValue: "household.member_added")
    static let personChanged = AuditAction(rawValue: "person.changed")
    static let contactAdded = AuditAction(rawValue: "person.contact_added")
    static let contactRemoved = AuditAction(rawValue: "person.contact_removed")
    static let consentRecorded = AuditAction(rawValue: "consent.recorded")
}

/// A member as the desk types them in; the input is kept as it was typed until it is right.
package struct MemberForm: Sendable {
    var given = "", family = "", born = "", gender = Gender.unknown
    var language = "", level = SpokenLanguage.Level.native, reads = SpokenLanguage.Literacy.unknown

    init() {}

    package init(_ fields: Fields) {
        (given, family, born, language) = (fields["given"], fields["family"], fields["born"], fields["language"])
        gender = Gender(rawValue: fields["gender"]) ?? .unknown
        level = SpokenLanguage.Level(rawValue: fields["level"]) ?? .native
        reads = SpokenLanguage.Literacy(rawValue: fields["reads"]) ?? .unknown
    }

    var birth: Birth? { Birth(typed: born) }

    var languages: [SpokenLanguage] {
        SpokenLanguage(code: language, level: level, reads: reads).map { [$0] } ?? []
    }

    package var details: PersonDetails {
        PersonDetails(givenName: given, familyName: family, birth: birth, gender: gender)
    }

    package func problems(today: Day) -> [FieldProblem] {
        var found: [FieldProblem] = []
        if details.givenName.isEmpty { found.append(FieldProblem("given", Message("Write the first name."))) }
        if given.count > 200 || family.count > 200 { found.append(FieldProblem("given", Message("The name is too long."))) }
        if !born.isEmpty {
            guard let birth, birth.isPlausible(on: today) else {
                return found + [FieldProblem("born", Message("Write the birth date, such as 1990-05-31, or only the year. Leave it empty if it is not known."))]
            }
        }
        if !language.isEmpty, languages.isEmpty {
            found.append(FieldProblem("language", Message("Choose a language, or write its code of three letters.")))
        }
        return found
    }
}

/// A household as the desk registers it, with its head.
struct HouseholdForm: Sendable {
    var head = MemberForm()
    var phone = "", words = "", isSafe = false
    var district = "", arrived = "", ground = LawfulBasis.publicTask
    /// The desk looked at who is here already, and this is someone else.
    var isSomeoneElse = false

    init() {}

    init(_ fields: Fields) {
        head = MemberForm(fields)
        (phone, words, district, arrived) = (fields["phone"], fields["words"], fields["district"], fields["arrived"])
        isSafe = fields["safe"] == "yes"
        ground = LawfulBasis(rawValue: fields["ground"]) ?? .publicTask
        isSomeoneElse = fields["someone_else"] == "yes"
    }

    var contacts: [ContactDetails] {
        phone.isEmpty ? [] : [ContactDetails(kind: phone.contains("@") ? .email : .phone, value: phone, words: words, isSafe: isSafe)]
    }

    func problems(today: Day) -> [FieldProblem] {
        var found = head.problems(today: today)
        if !arrived.isEmpty, Day(typed: arrived) == nil {
            found.append(FieldProblem("arrived", Message("Write the day of arrival, such as 2026-05-31, or leave it empty.")))
        }
        if district.count > 60 { found.append(FieldProblem("district", Message("Write only the part of town."))) }
        if !phone.isEmpty, !phone.contains("@"), phone.count(where: \.isNumber) < 5 {
            found.append(FieldProblem("phone", Message("Write a phone number or an e-mail address, or leave it empty.")))
        }
        return found
    }
}
