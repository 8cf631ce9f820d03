import Accounts
import Foundation
import Identity
import Storage
import Trust

extension Connection {
    package var households: HouseholdStore { HouseholdStore(db: self) }
}

package struct HouseholdStore {
    let db: any Connection

    package func insert(_ household: Household, sourceKey: String? = nil, at now: Date) throws {
        _ = try db.execute("""
            INSERT INTO households (id, organization_id, district, arrived_on, ground, worker_id, source_key, created_at, updated_at, version)
            VALUES (\(household.id), \(household.organization), \(household.district), \(household.arrivedOn), \(household.ground.rawValue),
                    \(household.worker), \(sourceKey), \(now), \(now), 1)
            """)
        if let worker = household.worker { try db.careChanges.insert(sourceKey == nil ? .registered : .listed, of: household.id, worker: worker, at: now) }
    }

    /// The household, where it is of the actor's organization; any other does not exist for the actor.
    package func find(_ id: HouseholdID, visibleTo actor: Actor) throws -> Household? {
        try find([id], visibleTo: actor).first
    }

    package func find(_ ids: [HouseholdID], visibleTo actor: Actor) throws -> [Household] {
        // Sorted out here: told both, SQLite reads the whole organization for a handful of ids.
        try households("id IN \(in: ids)", limit: ids.count).filter { $0.organization == actor.organization }
    }

    /// Those in the actor's care, the last worked on first.
    package func inCare(of actor: Actor, limit: Int) throws -> [Household] {
        try households("worker_id = \(actor.user)", limit: limit).filter { $0.organization == actor.organization }
    }

    /// Those that nobody has in care, the longest waiting first.
    func waiting(in organization: OrganizationID, from first: Int, limit: Int) throws -> [(household: Household, since: Date)] {
        try db.rows("""
            SELECT \(columns), created_at FROM households
            WHERE organization_id = \(organization) AND worker_id IS NULL ORDER BY created_at, id LIMIT \(limit) OFFSET \(first)
            """).map { (try household($0), try $0.get("created_at")) }
    }

    /// How many of them wait; of those only the ones that have waited since before this moment.
    func countWaiting(in organization: OrganizationID, before moment: Date? = nil) throws -> Int {
        try db.count("""
            SELECT count(*) FROM households WHERE organization_id = \(organization) AND worker_id IS NULL \(moment.map { "AND created_at < \($0)" as SQL })
            """)
    }

    /// How many people live in each of these households.
    func sizes(of households: [HouseholdID]) throws -> [HouseholdID: Int] {
        try db.rows("SELECT household_id, count(*) AS people FROM persons WHERE household_id IN \(in: households) GROUP BY household_id")
            .reduce(into: [:]) { $0[try $1.get("household_id")] = try $1.get("people") as Int }
    }

    /// The first languages spoken in each of these households.
    func languages(of households: [HouseholdID]) throws -> [HouseholdID: [String]] {
        try db.rows("""
            SELECT DISTINCT p.household_id, l.code FROM persons p JOIN person_languages l ON l.person_id = p.id AND l.level = 'native'
            WHERE p.household_id IN \(in: households) AND \(RestrictionStore.none(of: "p.id")) ORDER BY p.household_id, l.code
            """).reduce(into: [:]) { $0[try $1.get("household_id"), default: []].append(try $1.get("code")) }
    }

    /// Those in the actor's care of whose members nobody has a safe way of contact, the oldest first.
    func unreached(of actor: Actor, limit: Int) throws -> [(household: Household, since: Date)] {
        try db.rows("SELECT \(columns), created_at FROM households h WHERE \(unreached(actor)) ORDER BY created_at, id LIMIT \(limit)")
            .map { (try household($0), try $0.get("created_at")) }
    }

    func countUnreached(of actor: Actor) throws -> Int {
        try db.count("SELECT count(*) FROM households h WHERE \(unreached(actor))")
    }

    private func unreached(_ actor: Actor) -> SQL {
        """
        worker_id = \(actor.user) AND organization_id = \(actor.organization) AND NOT EXISTS (
            SELECT 1 FROM persons p JOIN contact_ways c ON c.person_id = p.id AND c.is_safe AND c.replaced_at IS NULL WHERE p.household_id = h.id)
        """
    }

    /// First languages of the people in the actor's care, the most spoken first.
    func languagesInCare(of actor: Actor, limit: Int) throws -> [(code: String, people: Int)] {
        try db.rows("""
            SELECT l.code, count(*) AS people FROM households h JOIN persons p ON p.household_id = h.id
            JOIN person_languages l ON l.person_id = p.id AND l.level = 'native'
            WHERE h.worker_id = \(actor.user) AND h.organization_id = \(actor.organization)
            GROUP BY l.code ORDER BY people DESC, l.code LIMIT \(limit)
            """).map { (try $0.get("code"), try $0.get("people")) }
    }

    /// Households that came from a list, by the keyed hash of their key.
    func imported(to organization: OrganizationID) throws -> [String: Household] {
        var found: [String: Household] = [:]
        try db.each("""
            SELECT source_key, id, organization_id, district, arrived_on, ground, worker_id, updated_at FROM households
            WHERE organization_id = \(organization) AND source_key IS NOT NULL
            """) { found[try $0.get("source_key")] = try household($0) }
        return found
    }

    /// What a changed list says of a household. It stays in the care of whoever has it: a list hands nobody over.
    package func update(_ household: Household, at now: Date) throws {
        let atWork = household.worker.map { StaffStore.atWork($0, as: .caseWorker, in: "households.organization_id") }
        if let worker = household.worker, let atWork, try db.count("SELECT count(*) FROM households WHERE id = \(household.id) AND worker_id IS NULL AND \(atWork) IS NOT NULL") == 1 {
            try db.careChanges.insert(.listed, of: household.id, worker: worker, at: now)
        }
        _ = try db.execute("""
            UPDATE households SET district = \(household.district), arrived_on = \(household.arrivedOn), ground = \(household.ground.rawValue),
                   \(atWork.map { "worker_id = COALESCE(worker_id, \($0))," as SQL }) updated_at = \(now), version = version + 1 WHERE id = \(household.id)
            """)
    }

    /// Gives a household into someone's care; out of another's only by a handover that was agreed to at this moment.
    package func assign(_ id: HouseholdID, to worker: UserID, at now: Date) throws {
        _ = try db.execute("UPDATE households SET worker_id = \(worker), updated_at = \(now), version = version + 1 WHERE id = \(id)")
    }

    /// Lets a household wait for a case worker: its own works here no more.
    func release(_ id: HouseholdID, at now: Date) throws {
        if let worker: UserID = try db.value("SELECT worker_id FROM households WHERE id = \(id)") { try db.careChanges.insert(.released, of: id, worker: worker, at: now) }
        _ = try db.execute("UPDATE households SET worker_id = NULL, updated_at = \(now), version = version + 1 WHERE id = \(id)")
    }

    /// How many each of these has in care, by organization.
    func careload(of workers: [UserID]) throws -> [UserID: [OrganizationID: Int]] {
        try db.rows("SELECT worker_id, organization_id, count(*) AS homes FROM households WHERE worker_id IN \(in: workers) GROUP BY worker_id, organization_id")
            .reduce(into: [:]) { $0[try $1.get("worker_id"), default: [:]][try $1.get("organization_id")] = try $1.get("homes") as Int }
    }

    /// All that someone has in care, of one organization or of every one.
    func inCare(of worker: UserID, in organization: OrganizationID?) throws -> [HouseholdID] {
        try db.rows("SELECT id FROM households WHERE worker_id = \(worker) \(organization.map { "AND organization_id = \($0)" as SQL }) ORDER BY id")
            .map { try $0.get("id") }
    }

    private func households(_ condition: SQL, limit: Int) throws -> [Household] {
        try db.rows("""
            SELECT \(columns) FROM households
            WHERE \(condition) ORDER BY updated_at DESC, id LIMIT \(limit)
            """).map(household)
    }

    private let columns: SQL = "id, organization_id, district, arrived_on, ground, worker_id, updated_at"
    init(db: any Connection) { self.db = db }

    private func household(_ row: Row) throws -> Household {
        Household(
            id: try row.get("id"), organization: try row.get("organization_id"), district: try row.get("district"),
            arrivedOn: try row.get("arrived_on"), ground: LawfulBasis(rawValue: try row.get("ground")) ?? .publicTask,
            worker: try row.get("worker_id"), updatedAt: try row.get("updated_at"))
    }
}
