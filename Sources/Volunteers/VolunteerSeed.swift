import Foundation
import Identity
import People
import Vault

/// One invented volunteer.
package struct VolunteerSeed: Sendable {
    enum Shown: Sendable {
        case met(Credential.Kind, daysAgo: Int), notMet(Credential.Kind, daysAgo: Int)
    }
    let name: (String, String)
    var gender = Gender.unknown
    var languages = ["eng"]
    var roles: [String] = []
    var times: [String] = []
    var place = ""
    var travel: [String] = []
    var shown: [Shown] = []
    var referees: [String] = []
    var ending = Application.Status.open
    var isCast = false

    /// Tells two of one name apart.
    var number = 0

    /// How far the check of one of many has come.
    package enum CheckState: Sendable { case atTheBeginning, holds, ranOut }

    /// One of many: cleared for everything since months, cleared until the check ran out last week, or only at the beginning.
    package static func invented(
        _ number: Int, name: (String, String), gender: Gender, languages: [String], roles: [String], times: [String], place: String, travel: [String], check: CheckState
    ) -> VolunteerSeed {
        VolunteerSeed(
            name: name, gender: gender, languages: languages, roles: roles, times: times, place: place, travel: travel,
            shown: shown(check, number),
            referees: ["Edith Cole", "Hugh Baines"], number: number)
    }

    var email: String { isCast ? "volunteer@port-selby.example" : number > 0 ? "volunteer\(number)@port-selby.example" : "\(name.0.lowercased()).\(name.1.lowercased())@port-selby.example" }

    func credentials(today: Day, by user: UserID, referees: [String], at now: Date) -> [Credential] {
        var waiting: [Credential.Kind: [String]] = [.reference: referees, .childReference: referees]
        return shown.map { shown in
            switch shown {
            case .met(let kind, let ago): (kind, Credential.Outcome.met, ago)
            case .notMet(let kind, let ago): (kind, .notMet, ago)
            }
        }.map { kind, outcome, ago in
            Credential(id: Secret.token(bytes: 16), kind: kind, outcome: outcome, issuedOn: today.adding(days: -ago), verifiedBy: user,
                       referee: waiting[kind]?.popLast(), recordedAt: now)
        }
    }

    private static func shown(_ check: CheckState, _ number: Int) -> [Shown] {
        switch check {
        case .atTheBeginning: [.met(.childReference, daysAgo: 12), .met(.interview, daysAgo: 5)]
        case .holds: everything(check: 130 + number % 700, longer: 140)
        case .ranOut: everything(check: 1098 + number % 5, longer: 140)
        }
    }

    /// Everything that any role asks for, shown so many days ago.
    private static func everything(check days: Int, longer: Int = 0) -> [Shown] {
        [.met(.reference, daysAgo: 90 + longer), .met(.reference, daysAgo: 88 + longer), .met(.childReference, daysAgo: 90 + longer),
         .met(.childReference, daysAgo: 88 + longer), .met(.interview, daysAgo: 80 + longer), .met(.check("enhanced"), daysAgo: days),
         .met(.training("welcome"), daysAgo: 60 + longer), .met(.training("safeguarding"), daysAgo: 60 + longer),
         .met(.training("hosting"), daysAgo: 60 + longer), .met(.age(18), daysAgo: 80 + longer), .met(.age(21), daysAgo: 80 + longer),
         .met(.age(25), daysAgo: 80 + longer), .met(.agreement, daysAgo: 55 + longer)]
    }

    static let all: [VolunteerSeed] = [
        VolunteerSeed(name: ("Tom", "Whitfield"), gender: .man, languages: ["eng", "arb"], roles: ["mentor", "conversation"],
                      times: ["2-evening", "4-evening", "6-morning"], place: "North side", travel: ["bus", "walk"],
                      shown: everything(check: 70),
                      referees: ["Edith Cole", "Hugh Baines"], isCast: true),
        VolunteerSeed(name: ("Ottilie", "Marsh"), gender: .woman, roles: ["conversation"], times: ["1-morning", "3-morning"], place: "Harbor",
                      travel: ["walk"], referees: ["Ruth Osei", "Sam Lee"]),
        VolunteerSeed(name: ("Yusuf", "Demir"), gender: .man, languages: ["tur", "eng", "arb"], roles: ["welcome"], times: ["6-afternoon", "7-afternoon"],
                      place: "Mill quarter", travel: ["car"], shown: [.met(.childReference, daysAgo: 9), .met(.childReference, daysAgo: 4)],
                      referees: ["Edith Cole", "Hugh Baines"]),
        VolunteerSeed(name: ("Claire", "Fontaine"), gender: .woman, languages: ["fra", "eng"], roles: ["tutor"], times: ["2-afternoon", "4-afternoon"],
                      place: "North side", travel: ["bicycle"],
                      shown: [.met(.childReference, daysAgo: 30), .met(.childReference, daysAgo: 28), .met(.interview, daysAgo: 12)],
                      referees: ["Edith Cole", "Hugh Baines"]),
        VolunteerSeed(name: ("Peter", "Novak"), gender: .man, languages: ["eng", "ukr", "rus"], roles: ["driving"], times: ["6-morning", "7-morning"],
                      travel: ["car"], shown: everything(check: 1075),
                      referees: ["Edith Cole", "Hugh Baines"]),
        VolunteerSeed(name: ("Halyna", "Kovalenko"), gender: .woman, languages: ["ukr", "eng"], roles: ["host", "welcome"], times: ["5-evening"], place: "Hill road",
                      travel: ["car"],
                      shown: everything(check: 20).filter { if case .met(let kind, _) = $0 { kind.group != "training" } else { true } },
                      referees: ["Edith Cole", "Hugh Baines"]),
        VolunteerSeed(name: ("Ines", "Duarte"), gender: .woman, languages: ["por", "eng"], roles: ["job"], times: ["4-evening"]),
        VolunteerSeed(name: ("Ben", "Achebe"), gender: .man, languages: ["eng"]),
        VolunteerSeed(name: ("Rana", "Saleh"), gender: .woman, languages: ["arb", "eng", "kmr"], roles: ["job", "conversation"],
                      times: ["1-evening", "2-evening", "3-evening"], place: "Station", travel: ["bus"], shown: everything(check: 200),
                      referees: ["Edith Cole", "Hugh Baines"]),
        VolunteerSeed(name: ("Dov", "Lester"), gender: .man, roles: ["mentor"], times: ["7-morning"], place: "Harbor", travel: ["walk"], shown: everything(check: 1100),
                      referees: ["Edith Cole", "Hugh Baines"]),
        VolunteerSeed(name: ("Marta", "Iglesias"), gender: .woman, languages: ["spa", "eng"], roles: ["play"], times: ["3-afternoon"],
                      shown: [.met(.childReference, daysAgo: 40), .met(.childReference, daysAgo: 35), .met(.interview, daysAgo: 20), .notMet(.check("enhanced"), daysAgo: 3)],
                      referees: ["Edith Cole", "Hugh Baines"]),
        VolunteerSeed(name: ("George", "Bell"), gender: .man, roles: ["driving"], ending: .withdrawn),
        VolunteerSeed(name: ("Anna", "Weiss"), gender: .woman, languages: ["deu", "eng"], roles: ["host"], ending: .closed),
    ]
}
