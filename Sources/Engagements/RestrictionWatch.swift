import Foundation
import House
import Identity
import Storage
import Trust

extension LifeParts {
    /// Whoever's data is not used is in no round, is asked nothing, and meets nobody through the hub; what lives rests until it may go on.
    var restricted: Reaction {
        Reaction(to: RestrictionChanged.self) { event, hub, db, access in
            try db.facts.setStale(event.isRestricted, needsOf: event.person)
            if let organization = try db.applications.organization(of: event.person) {
                try db.offers.follow(organization, person: event.person, programs: programs, hub: hub)
            }
            guard event.isRestricted else { return }
            for table in ["proposals", "round_additions"] as [SQL] {
                _ = try db.execute("DELETE FROM \(table) WHERE need_id IN (SELECT id FROM needs WHERE person_id = \(event.person))")
            }
            try db.holds.clear(where: """
                need_id IN (SELECT id FROM needs WHERE person_id = \(event.person))
                OR offer_id IN (SELECT o.id FROM offers o JOIN givers g ON g.id = o.giver_id WHERE g.person_id = \(event.person))
                """)
            let matches = try MatchCluster(db: db).matches(of: event.person)
            for match in try db.matches.matches("id IN \(in: matches) AND status = 'asking'") {
                try Asking.takeBack(match, hub: hub, in: db, &access, at: hub.now())
            }
            for engagement in try db.engagements.own(of: event.person) where engagement.status == .active {
                try Living(hub: hub, parts: self).suspend(engagement, .decision, in: db, &access, at: hub.now())
            }
        }
    }
}

extension FactsStore {
    /// Whether rounds leave out what this person seeks, or take it up again.
    fileprivate func setStale(_ isStale: Bool, needsOf person: PersonID) throws {
        _ = try db.execute("UPDATE match_facts SET is_stale = \(isStale) WHERE id IN (SELECT id FROM needs WHERE person_id = \(person))")
    }

    /// What was made anew of people whose data is not used stays out of rounds.
    func restFacts(of needs: [Need]) throws {
        for person in try db.restrictions.among(needs.map(\.person)) { try setStale(true, needsOf: person) }
    }
}
