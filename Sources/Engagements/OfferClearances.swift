import Identity
import Storage
import Volunteers

/// Who may do what today, and how many places each giver has left.
struct OfferClearances {
    private let credentials: [PersonID: [Credential]]
    private let taken: [GiverID: Int]
    private let guests: [GiverID: Headcount]
    private let programs: ProgramCatalog
    private var day: Day

    /// Of everyone, in three queries; places that live matches do not take, whatever is kept of them.
    init(_ organization: OrganizationID, programs: ProgramCatalog, on day: Day, _ db: any Connection) throws {
        (self.programs, self.day) = (programs, day)
        credentials = try db.credentials.standing(openIn: organization)
        taken = try db.offers.matched(in: organization)
        guests = try db.offers.guests("organization_id = \(organization)")
    }

    /// The same for one giver alone, as it stands at this moment; what is kept is taken.
    init(of giver: Giver, programs: ProgramCatalog, on day: Day, _ db: any Connection) throws {
        (self.programs, self.day) = (programs, day)
        credentials = try db.credentials.standing(of: giver.person.map { [$0] } ?? [])
        taken = [giver.id: try db.offers.taken(of: giver.id, on: day)]
        guests = giver.room == nil ? [:] : try db.offers.people(at: [giver.id], on: day)
    }

    /// The same of an organization's places, for rounds: no clearance is asked of them, and what is kept of them is not taken.
    init(ofPlaces giver: Giver, programs: ProgramCatalog, on day: Day, _ db: any Connection) throws {
        (self.programs, self.day, credentials) = (programs, day, [:])
        taken = try db.offers.matched("giver_id = \(giver.id)")
        guests = try db.offers.guests("giver_id = \(giver.id)")
    }

    /// Cleared for the program, and for it where children live; what an organization gives needs neither.
    func clearance(of giver: Giver, for program: String) -> (isCleared: Bool, forChildren: Bool) {
        guard let person = giver.person else { return (true, true) }
        guard let program = programs[program], let role = program.role, isCleared(person, for: role) else { return (false, false) }
        return (true, program.roleWithChildren.map { isCleared(person, for: $0) } ?? true)
    }

    /// The same as it stood, or will stand, on another day; places as they are taken now.
    func on(_ day: Day) -> OfferClearances {
        var other = self
        other.day = day
        return other
    }

    func free(of giver: Giver) -> Int { max(0, min(giver.capacity - (taken[giver.id] ?? 0), room(of: giver)?.free ?? .max)) }

    /// For how many more people there is room; nil where households are counted.
    func room(of giver: Giver) -> Room? { giver.room?.less(guests[giver.id] ?? Headcount()) }

    private func isCleared(_ person: PersonID, for role: String) -> Bool {
        guard let role = programs.roles[role] else { return false }
        return Clearance.compute(role: role, credentials: credentials[person] ?? [], on: day).isCleared
    }
}

extension OfferStore {
    /// What organizations told of the places they give.
    func told(_ givers: [GiverID]) throws -> [GiverID: (district: String?, times: [WeeklySlot])] {
        var told: [GiverID: (district: String?, times: [WeeklySlot])] = [:]
        for row in try db.rows("SELECT id, district FROM givers WHERE id IN \(in: givers)") { told[try row.get("id")] = (try row.get("district"), []) }
        for row in try db.rows("SELECT giver_id, weekday, from_minute, to_minute FROM giver_times WHERE giver_id IN \(in: givers) ORDER BY weekday, from_minute") {
            if let slot = try WeeklySlot(row) { told[try row.get("giver_id")]?.times.append(slot) }
        }
        return told
    }
}
