import House
import Identity
import People
import Storage
import Trust

extension LifeParts {
    /// Children who come into a household: whoever helps there, or is asked to, must be cleared for them from that moment on.
    var childrenCame: [Reaction] {
        [Reaction(to: HouseholdChanged.self) { event, hub, db, access in
            try watch(event.household, try HouseholdTold(event.household, in: db, &access), hub, db, &access)
        },
        Reaction(to: HouseholdImported.self) { event, hub, db, access in
            try watch(event.household, try HouseholdTold(event, in: db), hub, db, &access)
        }]
    }

    private func watch(_ household: HouseholdID, _ told: HouseholdTold, _ hub: Hub, _ db: any Connection, _ access: inout Access) throws {
        let now = hub.now()
        guard told.tellsOfChildren(on: Day(now, in: hub.settings.value.zone)) else { return }
        let helpers = try db.engagements.childrenCame(into: household)
        try ClearanceWatch(hub: hub, parts: self).check(helpers, in: db, &access, at: now)
    }
}

extension EngagementStore {
    /// Notes that children live there now; gives the volunteers who help in this household, or are asked to.
    func childrenCame(into household: HouseholdID) throws -> [PersonID] {
        _ = try db.execute("UPDATE engagements SET with_children = \(true) WHERE household_id = \(household) AND status <> 'ended'")
        let asked: SQL = """
            SELECT m.id FROM matches m JOIN needs n ON n.id = m.need_id WHERE n.household_id = \(household) AND m.status = 'asking'
            """
        _ = try db.execute("UPDATE asks SET with_children = \(true) WHERE match_id IN (\(asked))")
        return try db.rows("""
            SELECT volunteer_id AS person_id FROM engagements WHERE household_id = \(household) AND status <> 'ended' AND volunteer_id IS NOT NULL
            UNION SELECT person_id FROM asks WHERE side = 'offer' AND match_id IN (\(asked)) ORDER BY person_id
            """).map { try $0.get("person_id") }
    }
}
