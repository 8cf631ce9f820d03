import Identity
import People
import Storage
import Volunteers

extension Connection {
    package var facts: FactsStore { FactsStore(db: self) }
}

/// What a round reads, and all it reads: rows without a name, a contact or anybody's own words.
package struct FactsStore {
    let db: any Connection

    private static let perStatement = 100

    /// Puts what follows from needs in the place of what stood there before.
    package func put(_ facts: [NeedFacts], of organization: OrganizationID) throws {
        for few in facts.chunked(by: Self.perStatement) {
            try remove(few.map(\.id.text))
            _ = try db.execute("""
                INSERT INTO match_facts (id, organization_id, side, program, waiting_since, urgency, gender, gender_wish, has_children, people, children, seniors,
                                         access, latitude, longitude, travel, free, is_stale)
                VALUES \(few.map { fact in
                    "(\(fact.id), \(organization), 'need', \(fact.program), \(fact.waitingSince), \(fact.urgency.rawValue), \(fact.gender.rawValue), \(fact.wish.rawValue), \(fact.hasChildren), \(fact.people), \(fact.children), \(fact.seniors), \(fact.access.rawValue), \(fact.place?.latitude), \(fact.place?.longitude), '', 1, \(false))" as SQL
                }.joined(separator: ", "))
                """)
            try countSeen("id IN \(in: few.map(\.id))")
            try putLanguages(few.map { ($0.id.text, $0.languages) })
            try putTimes(few.map { ($0.id.text, $0.times) })
            try countLive("id IN \(in: few.map(\.id))")
        }
    }

    package func put(_ facts: [OfferFacts], of organization: OrganizationID) throws {
        for few in facts.chunked(by: Self.perStatement) {
            try remove(few.map(\.id.text))
            _ = try db.execute("""
                INSERT INTO match_facts (id, organization_id, side, program, giver_id, gender, latitude, longitude, travel, is_cleared,
                                         is_cleared_for_children, free, last_day, room_people, room_children, room_adults, room_seniors, room_overfull, is_step_free, is_stale)
                VALUES \(few.map { fact in
                    "(\(fact.id), \(organization), 'offer', \(fact.program), \(fact.giver), \(fact.gender?.rawValue), \(fact.place?.latitude), \(fact.place?.longitude), \(fact.travel.sorted().joined(separator: " ")), \(fact.isCleared), \(fact.isClearedForChildren), \(fact.free), \(fact.lastDay), \(fact.room?.all), \(fact.room?.children), \(fact.room?.adults), \(fact.room?.seniors), \(fact.room?.isOverfull ?? false), \(fact.isStepFree), \(false))" as SQL
                }.joined(separator: ", "))
                """)
            try putLanguages(few.map { ($0.id.text, $0.languages) })
            try putTimes(few.map { ($0.id.text, $0.times) })
            try putAbsences(few.map { ($0.id.text, $0.absences) })
        }
    }

    /// Deletes them with all that belongs to them; at most 500 at once.
    package func remove(_ ids: [String]) throws {
        guard !ids.isEmpty else { return }
        _ = try db.execute("DELETE FROM match_facts WHERE id IN \(in: ids)")
    }

    /// What follows from this volunteer may have changed: it is opened again before the next round.
    package func markStale(offersOf person: PersonID) throws {
        _ = try db.execute("""
            UPDATE match_facts SET is_stale = \(true)
            WHERE id IN (SELECT o.id FROM offers o JOIN givers g ON g.id = o.giver_id WHERE g.person_id = \(person))
            """)
    }

    /// Whether rounds leave this need out, or take it up again.
    func setStale(_ isStale: Bool, need: NeedID) throws {
        _ = try db.execute("UPDATE match_facts SET is_stale = \(isStale) WHERE id = \(need)")
    }

    /// Needs with a live match are in no round. What is kept for somebody ends with a day, and is asked for when a round is read.
    func countLive(_ scope: SQL) throws {
        let live: SQL = "CASE WHEN EXISTS (SELECT 1 FROM matches m WHERE m.need_id = match_facts.id AND m.closed_at IS NULL) THEN 0 ELSE 1 END"
        _ = try db.execute("UPDATE match_facts SET free = \(live) WHERE \(scope) AND side = 'need' AND free <> \(live)")
    }

    /// Which needs the current round has seen, so that those in no round yet are found without asking for each.
    func countSeen(_ scope: SQL) throws {
        let seen: SQL = """
            EXISTS (SELECT 1 FROM proposals p JOIN rounds r ON r.id = p.round_id WHERE p.need_id = match_facts.id AND r.is_current)
            """
        _ = try db.execute("UPDATE match_facts SET is_seen = \(seen) WHERE \(scope) AND side = 'need' AND is_seen <> \(seen)")
    }

    private func putLanguages(_ all: [(String, [String: SpokenLanguage.Level])]) throws {
        let rows = all.flatMap { id, languages in languages.sorted { $0.key < $1.key }.map { "(\(id), \($0.key), \($0.value.rawValue))" as SQL } }
        try insert("match_fact_languages (fact_id, code, level)", rows)
    }

    private func putTimes(_ all: [(String, [WeeklySlot])]) throws {
        let rows = all.flatMap { id, times in WeeklySlot.merged(times).map { "(\(id), \($0.weekday), \($0.from), \($0.to))" as SQL } }
        try insert("match_fact_times (fact_id, weekday, from_minute, to_minute)", rows)
    }

    private func putAbsences(_ all: [(String, [Absence])]) throws {
        let rows = all.flatMap { id, absences in absences.map { "(\(id), \($0.from), \($0.to))" as SQL } }
        try insert("match_fact_absences (fact_id, from_day, to_day)", rows)
    }

    private func insert(_ table: SQL, _ rows: [SQL]) throws {
        for few in rows.chunked(by: 200) { _ = try db.execute("INSERT INTO \(table) VALUES \(few.joined(separator: ", "))") }
    }
}
