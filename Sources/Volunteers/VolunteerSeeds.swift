import Foundation
import House
import Identity
import People
import Vault

/// Invented volunteers for the demo town: one at each point an offer can have reached.
package struct VolunteerSeeds: Sendable {
    let hub: Hub
    package init(hub: Hub) { self.hub = hub }

    /// - Parameters:
    ///   - cast: the volunteer of the cast, who can sign in; cleared as mentor.
    ///   - coordinator: the user who took what was shown.
    ///   - more: further volunteers, as many as the town needs.
    package func fill(cast: PersonID, coordinator: UserID, in organization: OrganizationID, more: [VolunteerSeed] = []) async throws {
        let seeds = VolunteerSeed.all + more
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone), hub = hub
        let people = seeds.map { $0.isCast ? cast : hub.newID() }
        try await hub.keyring.prepare(people, at: now)
        let catalog = try RoleCatalog(hub.resources), zone = hub.settings.value.zone
        let ready = try zip(seeds, people).map { try ReadySeed($0, of: $1, in: organization, with: hub) }
        try await hub.archive.write { db in
            for (seed, ready) in zip(seeds, ready) {
                try ready.offer.store(in: db, roles: seed.roles, slots: seed.times.compactMap(WeeklySlot.init(field:)), at: now)
                for referee in ready.referees { try db.referees.insert(referee, of: ready.person, at: now) }
                for credential in seed.credentials(today: today, by: coordinator, referees: ready.referees.map(\.id), at: now) { try db.credentials.append(credential, of: ready.person) }
                var application = ready.offer.application
                switch seed.ending {
                case .open: continue
                case .withdrawn: try application.withdraw()
                case .closed: try application.close(.noRoleNow)
                }
                try db.applications.update(application, at: now)
            }
            try db.steps.renew(people, catalog: catalog, on: today, in: zone)
        }
    }
}

private struct ReadySeed: Sendable {
    let person: PersonID
    let offer: SealedOffer
    let referees: [SealedReferee]

    init(_ seed: VolunteerSeed, of person: PersonID, in organization: OrganizationID, with hub: Hub) throws {
        self.person = person
        let details = PersonDetails(givenName: seed.name.0, familyName: seed.name.1, gender: seed.gender)
        var more = ApplicationDetails()
        (more.place, more.travel) = (seed.place, seed.travel)
        offer = try SealedOffer(
            details, initials: Offer.initials(details), details: more, id: hub.newID(), of: person, in: organization,
            languages: seed.languages.compactMap { SpokenLanguage(code: $0, level: $0 == seed.languages.first ? .native : .conversation, reads: .yes) },
            contacts: [ContactDetails(kind: .email, value: seed.email, isSafe: true)], with: hub)
        referees = try seed.referees.map { try SealedReferee(RefereeDetails(name: $0, contact: "+44 1632 960190"), of: person, with: hub) }
    }
}

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

    /// One of many: cleared for everything, or only at the beginning.
    package static func invented(
        _ number: Int, name: (String, String), gender: Gender, languages: [String], roles: [String], times: [String], place: String, travel: [String], isCleared: Bool
    ) -> VolunteerSeed {
        VolunteerSeed(
            name: name, gender: gender, languages: languages, roles: roles, times: times, place: place, travel: travel,
            shown: isCleared ? everything(check: 30 + number % 900) : [.met(.childReference, daysAgo: 12), .met(.interview, daysAgo: 5)],
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

    /// Everything that any role asks for, shown so many days ago.
    private static func everything(check days: Int) -> [Shown] {
        [.met(.reference, daysAgo: 90), .met(.reference, daysAgo: 88), .met(.childReference, daysAgo: 90), .met(.childReference, daysAgo: 88),
         .met(.interview, daysAgo: 80), .met(.check("enhanced"), daysAgo: days), .met(.training("welcome"), daysAgo: 60),
         .met(.training("safeguarding"), daysAgo: 60), .met(.training("hosting"), daysAgo: 60), .met(.age(18), daysAgo: 80),
         .met(.age(21), daysAgo: 80), .met(.age(25), daysAgo: 80), .met(.agreement, daysAgo: 55)]
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
