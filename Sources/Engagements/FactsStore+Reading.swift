import Identity
import People
import Storage
import Volunteers

extension FactsStore {
    /// All needs without a live match and all open offers of an organization, by id; five queries on the tables of facts alone.
    ///
    /// What is stale is left out: `refresh` brings it in step first.
    package func read(_ organization: OrganizationID) throws -> (needs: [NeedFacts], offers: [OfferFacts]) {
        let of: SQL = "(SELECT id FROM match_facts WHERE organization_id = \(organization))"
        let languages = try languages(of), times = try times(of), isFresh: SQL = "organization_id = \(organization) AND NOT is_stale"
        return (try needs("\(isFresh) AND free > 0", languages, times), try offers(isFresh, languages, times, try absences(of)))
    }

    /// The facts of these needs, whether or not a round may match them now; what is stale is left out.
    package func needs(_ ids: [NeedID]) throws -> [NeedFacts] {
        try ids.chunked(by: 500).flatMap { few -> [NeedFacts] in
            let of: SQL = "\(in: few)"
            return try needs("id IN \(of) AND NOT is_stale", try languages(of), try times(of))
        }
    }

    package func offers(_ ids: [OfferID]) throws -> [OfferFacts] {
        try ids.chunked(by: 500).flatMap { few -> [OfferFacts] in
            let of: SQL = "\(in: few)"
            return try offers("id IN \(of) AND NOT is_stale", try languages(of), try times(of), try absences(of))
        }
    }

    private func needs(
        _ condition: SQL, _ languages: [String: [String: SpokenLanguage.Level]], _ times: [String: [WeeklySlot]]
    ) throws -> [NeedFacts] {
        var found: [NeedFacts] = []
        try db.each("""
            SELECT id, program, waiting_since, urgency, gender, gender_wish, has_children, people, children, seniors, access, latitude, longitude FROM match_facts
            WHERE \(condition) AND side = 'need' ORDER BY id
            """) { row in
            let id: NeedID = try row.get("id")
            found.append(NeedFacts(
                id: id, program: try row.get("program"), waitingSince: try row.get("waiting_since"),
                urgency: Need.Urgency(rawValue: try row.get("urgency")) ?? .canWait, gender: Gender(rawValue: try row.get("gender")) ?? .unknown,
                wish: Need.GenderWish(rawValue: try row.get("gender_wish")) ?? .any, hasChildren: try row.get("has_children"),
                people: try row.get("people"), place: try Point(row), languages: languages[id.text] ?? [:], times: times[id.text] ?? [],
                children: try row.get("children"), seniors: try row.get("seniors"), access: Need.Access(rawValue: try row.get("access")) ?? .none))
        }
        return found
    }

    private func offers(
        _ condition: SQL, _ languages: [String: [String: SpokenLanguage.Level]], _ times: [String: [WeeklySlot]],
        _ absences: [String: [Absence]]
    ) throws -> [OfferFacts] {
        var found: [OfferFacts] = []
        try db.each("""
            SELECT id, giver_id, program, gender, latitude, longitude, travel, is_cleared, is_cleared_for_children, free, last_day,
                   room_people, room_children, room_adults, room_seniors, room_overfull, is_step_free FROM match_facts
            WHERE \(condition) AND side = 'offer' ORDER BY id
            """) { row in
            let id: OfferID = try row.get("id")
            found.append(OfferFacts(
                id: id, giver: try row.get("giver_id"), program: try row.get("program"), gender: (try row.get("gender") as String?).flatMap(Gender.init),
                place: try Point(row), travel: Set((try row.get("travel") as String).split(separator: " ").map(String.init)),
                languages: languages[id.text] ?? [:], times: times[id.text] ?? [], absences: absences[id.text] ?? [],
                isCleared: try row.get("is_cleared"), isClearedForChildren: try row.get("is_cleared_for_children"), free: try row.get("free"), lastDay: try row.get("last_day"), room: try Room(row, isOverfull: try row.get("room_overfull")),
                isStepFree: try row.get("is_step_free")))
        }
        return found
    }

    private func languages(_ ids: SQL) throws -> [String: [String: SpokenLanguage.Level]] {
        var found: [String: [String: SpokenLanguage.Level]] = [:]
        try db.each("SELECT fact_id, code, level FROM match_fact_languages WHERE fact_id IN \(ids)") { row in
            guard let level = SpokenLanguage.Level(rawValue: try row.get("level")) else { return }
            found[try row.get("fact_id"), default: [:]][try row.get("code")] = level
        }
        return found
    }

    private func times(_ ids: SQL) throws -> [String: [WeeklySlot]] {
        var found: [String: [WeeklySlot]] = [:]
        try db.each("SELECT fact_id, weekday, from_minute, to_minute FROM match_fact_times WHERE fact_id IN \(ids) ORDER BY fact_id, weekday, from_minute") { row in
            guard let slot = try WeeklySlot(row) else { return }
            found[try row.get("fact_id"), default: []].append(slot)
        }
        return found
    }

    private func absences(_ ids: SQL) throws -> [String: [Absence]] {
        var found: [String: [Absence]] = [:]
        try db.each("SELECT fact_id, from_day, to_day FROM match_fact_absences WHERE fact_id IN \(ids) ORDER BY fact_id, from_day") { row in
            guard let absence = Absence(from: try row.get("from_day"), to: try row.get("to_day")) else { return }
            found[try row.get("fact_id"), default: []].append(absence)
        }
        return found
    }
}

extension Point {
    /// From a row with the columns `latitude` and `longitude`; nil where the place is not known.
    init?(_ row: Row) throws {
        guard let latitude = try row.get("latitude") as Double?, let longitude = try row.get("longitude") as Double? else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}
