import Foundation
import House
import Identity
import People
import Storage
import Trust

extension LifeParts {
    /// A household that lives where people are counted: what it takes of the places follows who belongs to it.
    var guestsChanged: [Reaction] {
        [Reaction(to: HouseholdChanged.self) { event, hub, db, access in
            guard try db.matches.countsPeople(of: event.household, at: hub.now()) else { return }
            try recount(event.household, try HouseholdTold(event.household, in: db, &access), isExact: true, hub, db)
        },
        Reaction(to: HouseholdImported.self) { event, hub, db, _ in
            guard try db.matches.countsPeople(of: event.household, at: hub.now()) else { return }
            let told = try HouseholdTold(event, in: db)
            try recount(event.household, told, isExact: told.isWhole, hub, db)
        }]
    }

    /// The next look at a round or a pair finds it so.
    /// - Parameter isExact: whether the ages of all are told: else ages that were known before stay, as long as nobody came or went.
    private func recount(_ household: HouseholdID, _ told: HouseholdTold, isExact: Bool, _ hub: Hub, _ db: any Connection) throws {
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone)
        for place in try db.matches.recount(household, as: told.headcount(on: today), isExact: isExact, at: now) {
            for (offer, giver) in try db.offers.pairs("o.giver_id = \(place)") {
                try db.facts.renew(offer, giver, programs: programs, on: today, hub.settings.value.townLanguage)
            }
        }
    }
}

extension MatchStore {
    /// Matches of a household that count people and live, or may be taken up again.
    private func counted(_ household: HouseholdID, at now: Date) -> SQL {
        """
        need_id IN (SELECT id FROM needs WHERE household_id = \(household)) AND children IS NOT NULL
        AND (closed_at IS NULL OR status = 'ended' AND closed_at > \(now - Engagement.undoSeconds))
        """
    }

    func countsPeople(of household: HouseholdID, at now: Date) throws -> Bool {
        try db.count("SELECT count(*) FROM matches WHERE \(counted(household, at: now))") > 0
    }

    /// Counts a household anew; the givers at whose places that changes something.
    func recount(_ household: HouseholdID, as people: Headcount, isExact: Bool, at now: Date) throws -> [GiverID] {
        let isOther: SQL = isExact ? "children <> \(people.children) OR adults <> \(people.adults) OR seniors <> \(people.seniors)" : "children + adults + seniors <> \(people.all)"
        let others: SQL = "\(counted(household, at: now)) AND (\(isOther))"
        let givers: [GiverID] = try db.rows("SELECT DISTINCT giver_id FROM matches WHERE \(others)").map { try $0.get("giver_id") }
        guard !givers.isEmpty else { return [] }
        _ = try db.execute("""
            UPDATE matches SET children = \(people.children), adults = \(people.adults), seniors = \(people.seniors), version = version + 1 WHERE \(others)
            """)
        return givers
    }

    /// Counts one less where someone of a household is forgotten, before they are: nobody opens for it how old they are.
    func forget(_ person: PersonID, at now: Date) throws {
        guard let home = try db.persons.homes(of: [person])[person] else { return }
        let isHead = try !db.persons.everyone(in: home).contains { $0.isHead && $0.id != person }
        try db.facts.forget(isHead: isHead, in: home)
        let known: [(id: MatchID, people: Headcount)] = try db.rows("SELECT id, children, adults, seniors FROM matches WHERE \(counted(home, at: now))")
            .map { (try $0.get("id"), try Headcount($0)) }
        for (id, people) in known where people.all > 1 {
            let left = people.less(head: isHead)
            _ = try db.execute("UPDATE matches SET children = \(left.children), adults = \(left.adults), seniors = \(left.seniors), version = version + 1 WHERE id = \(id)")
        }
    }
}

extension FactsStore {
    /// One less in what is known of the needs of a household.
    fileprivate func forget(isHead: Bool, in household: HouseholdID) throws {
        for fact in try needs(db.needs.list(of: household).map(\.id)) where fact.people > 1 {
            let left = fact.household.less(head: isHead)
            _ = try db.execute("UPDATE match_facts SET people = \(left.all), children = \(left.children), seniors = \(left.seniors) WHERE id = \(fact.id)")
        }
    }
}

extension Headcount {
    /// Without one of whose age nothing is known: the more children stay counted, the fewer places for children are overfull.
    ///
    /// - Parameter head: whether it is the one who speaks for the household; of the others one always stays.
    func less(head: Bool) -> Headcount {
        let grown = adults + seniors
        guard grown > (head ? 0 : 1) || children == 0 else { return Headcount(children: children - 1, adults: adults, seniors: seniors) }
        return adults > 0 ? Headcount(children: children, adults: adults - 1, seniors: seniors) : Headcount(children: children, adults: 0, seniors: seniors - 1)
    }
}
