import Foundation
import House
import Identity
import Storage
import Trust

extension Erasure {
    /// The person goes, and with the last one the household. Where others stay, one of them speaks for it from now on.
    static let people = Erasure(of: ["persons", "person_languages", "contact_ways", "households", "handovers", "care_changes"]) { person, hub, db, _ in
        guard let home = try db.persons.erase(person) else { return }
        // Whoever speaks for the household from now on is an adult, where one is known to be there. The program looks, and tells nobody; after a
        // restore others who were erased may still have rows and no key.
        let today = Day(hub.now(), in: hub.settings.value.zone)
        let others = try db.persons.everyone(in: home).map { other in
            (id: other.id, birth: other.birthDate.flatMap { try? hub.keyring.open($0, row: other.id.text, of: other.id) }.flatMap { Birth($0) })
        }
        guard let next = others.min(by: { $0.birth.rank(on: today) < $1.birth.rank(on: today) }) else { return }
        try db.persons.speak(next.id, at: hub.now())
    }
}

extension LastWork {
    /// A household counts as a whole.
    static let people = LastWork(
        idle: { moment, db in
            try db.rows("""
                SELECT p.id FROM persons p JOIN households h ON h.id = p.household_id
                WHERE p.updated_at < \(moment) AND h.updated_at < \(moment)
                """).map { try $0.get("id") }
        },
        last: { people, db in
            try db.rows("""
                SELECT p.id, p.updated_at, h.updated_at AS home_at FROM persons p LEFT JOIN households h ON h.id = p.household_id WHERE p.id IN \(in: people)
                """).reduce(into: [:]) { found, row in
                let own: Date = try row.get("updated_at"), home: Date? = try row.get("home_at")
                found[try row.get("id")] = max(own, home ?? own)
            }
        })
}

extension PersonBook {
    /// The members of a household in the actor's care.
    static let people = PersonBook(for: .caseWorker, pages: { actor, among, db in
        guard actor.holds(.caseWorker) else { return [:] }
        let wanted = among.map(Set.init)
        return Dictionary(try db.persons.inCare(of: actor).filter { wanted?.contains($0.person) ?? true }.map { ($0.person, "/households/\($0.household.text)") }) { one, _ in one }
    }) { id, db, access in
        guard access.actor.holds(.caseWorker), let id = HouseholdID(id), let home = try db.households.find(id, visibleTo: access.actor),
              home.relation(to: access.actor) == .assigned else { return [] }
        var entries: [Entry] = []
        for person in try db.persons.members(of: [id]) { entries.append(Entry(person.id, try access.name(of: person, as: .assigned))) }
        return entries
    }
}

extension Birth? {
    /// Adults before those of whom nobody knows, and these before children; of each the oldest first.
    fileprivate func rank(on today: Day) -> (Int, Int) {
        guard let self else { return (1, 0) }
        return (self.year <= today.year - 18 ? 0 : 2, self.year)
    }
}

extension PersonStore {
    /// - Returns: the household that is left without someone who speaks for it; nil where it has one, or is gone as well.
    func erase(_ person: PersonID) throws -> HouseholdID? {
        let home: HouseholdID? = try db.value("SELECT household_id FROM persons WHERE id = \(person)")
        _ = try db.execute("DELETE FROM person_languages WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM contact_ways WHERE person_id = \(person)")
        _ = try db.execute("DELETE FROM persons WHERE id = \(person)")
        guard let home else { return nil }
        if try db.count("SELECT count(*) FROM persons WHERE household_id = \(home)") == 0 {
            _ = try db.execute("DELETE FROM handovers WHERE household_id = \(home)")
            _ = try db.execute("DELETE FROM care_changes WHERE household_id = \(home)")
            _ = try db.execute("DELETE FROM households WHERE id = \(home)")
            return nil
        }
        return try db.count("SELECT count(*) FROM persons WHERE household_id = \(home) AND is_head") == 0 ? home : nil
    }

    /// Makes someone the one who speaks for their household, which has nobody who does.
    func speak(_ person: PersonID, at now: Date) throws {
        _ = try db.execute("UPDATE persons SET is_head = \(true), updated_at = \(now), version = version + 1 WHERE id = \(person)")
    }

    /// The household of someone who is the only one left in it.
    package func homeAlone(_ person: PersonID) throws -> HouseholdID? {
        try db.value("""
            SELECT household_id FROM persons p WHERE p.id = \(person) AND household_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM persons o WHERE o.household_id = p.household_id AND o.id <> p.id)
            """)
    }

    /// Where these people live.
    package func homes(of people: [PersonID]) throws -> [PersonID: HouseholdID] {
        try db.rows("SELECT id, household_id FROM persons WHERE household_id IS NOT NULL AND id IN \(in: people)")
            .reduce(into: [:]) { $0[try $1.get("id")] = try $1.get("household_id") as HouseholdID }
    }

    /// Since when the data of these people is kept and not used.
    func restrictedSince(_ people: [PersonID]) throws -> [PersonID: Date] {
        try db.rows("SELECT person_id, since FROM restrictions WHERE person_id IN \(in: people)").reduce(into: [:]) { $0[try $1.get("person_id")] = try $1.get("since") as Date }
    }

    /// Whether in some household of this organization somebody's data is kept and not used: no search finds them.
    func isAnyRestricted(in organization: OrganizationID) throws -> Bool {
        try db.row("""
            SELECT 1 AS one FROM restrictions r JOIN persons p ON p.id = r.person_id WHERE p.organization_id = \(organization) AND p.household_id IS NOT NULL LIMIT 1
            """) != nil
    }

    /// Those of a household whose data is kept and not used.
    package func restricted(in home: HouseholdID) throws -> [PersonID] {
        try db.rows("SELECT p.id FROM persons p JOIN restrictions r ON r.person_id = p.id WHERE p.household_id = \(home) ORDER BY p.id").map { try $0.get("id") }
    }
}
