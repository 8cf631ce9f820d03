import Identity
import Storage

/// What is known of some applications apart from names: roles, what was shown, and what follows from it on a day.
struct VolunteerFile: Sendable {
    private let catalog: RoleCatalog
    private let asked: [PersonID: [String]]
    let unanswered: [PersonID: RefereeStore.Unanswered]
    let credentials: [PersonID: [Credential]]
    let day: Day

    /// Three queries, however many applications.
    init(of applications: [Application], in db: any Connection, catalog: RoleCatalog, on day: Day) throws {
        let people = applications.map(\.person)
        (self.catalog, self.day) = (catalog, day)
        asked = try db.applications.roles(of: people)
        unanswered = try db.referees.unanswered(of: people)
        credentials = try db.credentials.standing(of: people)
    }

    /// The roles asked for; one that the hub's file has dropped is left out.
    func roles(of person: PersonID) -> [VolunteerRole] { (asked[person] ?? []).compactMap { catalog[$0] } }

    func clearances(of person: PersonID) -> [(role: VolunteerRole, clearance: Clearance)] {
        roles(of: person).map { ($0, .compute(role: $0, credentials: credentials[person] ?? [], on: day)) }
    }

    /// - Parameter rests: whether the volunteer's data is kept and not used.
    func standing(of application: Application, rests: Bool = false) -> Standing {
        if rests, application.status == .open { return .resting }
        return .of(application.status, reason: application.reason, clearances: clearances(of: application.person).map(\.clearance),
                   unanswered: unanswered[application.person]?.count ?? 0)
    }
}

extension Day {
    static let sample = Day(number: 20_778)
}
