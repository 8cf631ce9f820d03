import Foundation
import Identity
import People
import Storage
import Vault

extension Connection {
    package var engagements: EngagementStore { EngagementStore(db: self) }
}

/// Engagements; each change says whether it found what it was meant for, so that doing it twice changes nothing.
package struct EngagementStore {
    let db: any Connection
    static let perPage = 30

    func insert(_ new: Engagement) throws {
        _ = try db.execute("""
            INSERT INTO engagements (id, match_id, organization_id, need_id, offer_id, household_id, newcomer_id, volunteer_id, program, with_children,
                                     supervisor_id, status, attention, times_a_month, started_on, planned_until, version)
            VALUES (\(new.id), \(new.match), \(new.organization), \(new.need), \(new.offer), \(new.household), \(new.newcomer), \(new.volunteer),
                    \(new.program), \(new.isWithChildren), \(new.supervisor), 'active', 0, \(new.timesAMonth), \(new.startedOn), \(new.plannedUntil), 1)
            """)
    }

    func find(_ id: EngagementID) throws -> Engagement? { try engagements("e.id = \(id)").first }

    /// The engagement, where it is of the actor's organization; any other does not exist for the actor.
    func find(_ id: EngagementID, visibleTo actor: Actor) throws -> Engagement? {
        guard actor.holds(.coordinator) else { return nil }
        return try engagements("e.id = \(id)").first { $0.organization == actor.organization }
    }

    func find(match: MatchID) throws -> Engagement? { try engagements("e.match_id = \(match)").first }

    /// Those of one person, on whichever side, the newest first.
    func own(of person: PersonID) throws -> [Engagement] {
        try engagements("e.id IN (SELECT id FROM engagements WHERE newcomer_id = \(person) UNION SELECT id FROM engagements WHERE volunteer_id = \(person))",
                        order: "e.started_on DESC, e.id")
    }

    func of(_ household: HouseholdID) throws -> [Engagement] { try engagements("e.household_id = \(household)", order: "e.started_on DESC, e.id") }

    /// One page of those that live, what needs attention first, then the oldest.
    func list(visibleTo actor: Actor, page: Int) throws -> (engagements: [Engagement], total: Int) {
        guard actor.holds(.coordinator) else { return ([], 0) }
        let total = try db.count("SELECT count(*) FROM engagements WHERE organization_id = \(actor.organization) AND status <> 'ended'")
        let found = try engagements(
            "e.organization_id = \(actor.organization) AND e.status <> 'ended'", order: "e.attention DESC, e.started_on, e.id",
            limit: Self.perPage, from: (page - 1) * Self.perPage)
        return (found, total)
    }

    /// All that are active, in pieces: those whose id comes after this one.
    func active(after id: EngagementID?, limit: Int) throws -> [Engagement] {
        try engagements("e.status = 'active' \(id.map { "AND e.id > \($0)" as SQL })", order: "e.id", limit: limit)
    }

    /// What live engagements this person gives help in; with children as it is known today.
    func helped(by volunteers: [PersonID]) throws -> [Engagement] {
        try engagements("e.volunteer_id IN \(in: volunteers) AND e.status = 'active'", order: "e.id", limit: 10_000)
    }

    func suspend(_ id: EngagementID, _ suspension: Engagement.Suspension, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE engagements SET status = 'suspended', suspension = \(suspension.rawValue), suspended_at = \(now), version = version + 1
            WHERE id = \(id) AND status = 'active'
            """) == 1
    }

    func resume(_ id: EngagementID) throws -> Bool {
        try db.execute("""
            UPDATE engagements SET status = 'active', suspension = NULL, suspended_at = NULL, version = version + 1 WHERE id = \(id) AND status = 'suspended'
            """) == 1
    }

    func end(_ id: EngagementID, _ ending: Engagement.Ending, isNeedMet: Bool, reached: Sealed<ReachedWords>?, by user: UserID, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE engagements SET resumes_as = status, status = 'ended', ending = \(ending.rawValue), ended_at = \(now), ended_by = \(user),
                   is_need_met = \(isNeedMet), reached = \(reached), version = version + 1 WHERE id = \(id) AND status <> 'ended'
            """) == 1
    }

    /// Takes an ending back that is no older than this.
    func reopen(_ id: EngagementID, endedAfter moment: Date) throws -> Bool {
        try db.execute("""
            UPDATE engagements SET status = resumes_as, resumes_as = NULL, ending = NULL, ended_at = NULL, ended_by = NULL, is_need_met = NULL, reached = NULL,
                   version = version + 1 WHERE id = \(id) AND status = 'ended' AND ended_at > \(moment)
            """) == 1
    }

    func extend(_ id: EngagementID, until day: Day) throws -> Bool {
        try db.execute("UPDATE engagements SET planned_until = \(day), version = version + 1 WHERE id = \(id) AND status <> 'ended' AND planned_until < \(day)") == 1
    }

    func setSupervisor(_ user: UserID, of id: EngagementID) throws -> Bool {
        try db.execute("UPDATE engagements SET supervisor_id = \(user), version = version + 1 WHERE id = \(id) AND status <> 'ended'") == 1
    }

    /// How many live engagements each supervisor has, the most first.
    func load(of organization: OrganizationID) throws -> [(supervisor: UserID, count: Int)] {
        try db.rows("""
            SELECT supervisor_id, count(*) AS load FROM engagements WHERE organization_id = \(organization) AND status <> 'ended'
            GROUP BY supervisor_id ORDER BY load DESC, supervisor_id
            """).map { (try $0.get("supervisor_id"), try $0.get("load")) }
    }

    private func engagements(_ condition: SQL, order: SQL = "e.id", limit: Int = 100, from first: Int = 0) throws -> [Engagement] {
        try db.rows("""
            SELECT e.id, e.match_id, e.organization_id, e.need_id, e.offer_id, e.household_id, e.newcomer_id, e.volunteer_id, e.program,
                   COALESCE(f.has_children, e.with_children) AS with_children, e.supervisor_id, e.status, e.suspension, e.attention, e.times_a_month,
                   e.started_on, e.planned_until, e.first_met_on, e.ending, e.ended_at, e.reached
            FROM engagements e LEFT JOIN match_facts f ON f.id = e.need_id WHERE \(condition) ORDER BY \(order) LIMIT \(limit) OFFSET \(first)
            """).map { row in
            Engagement(
                id: try row.get("id"), match: try row.get("match_id"), organization: try row.get("organization_id"), need: try row.get("need_id"),
                offer: try row.get("offer_id"), household: try row.get("household_id"), newcomer: try row.get("newcomer_id"),
                volunteer: try row.get("volunteer_id"), program: try row.get("program"), isWithChildren: try row.get("with_children"),
                supervisor: try row.get("supervisor_id"), status: Engagement.Status(rawValue: try row.get("status")) ?? .suspended,
                suspension: (try row.get("suspension") as String?).flatMap(Engagement.Suspension.init), attention: try row.get("attention"),
                timesAMonth: try row.get("times_a_month"), startedOn: try row.get("started_on"), plannedUntil: try row.get("planned_until"),
                firstMetOn: try row.get("first_met_on"), ending: (try row.get("ending") as String?).flatMap(Engagement.Ending.init),
                endedAt: try row.get("ended_at"), reached: try row.get("reached"))
        }
    }
}
