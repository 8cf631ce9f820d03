import Foundation
import Identity
import People
import Storage
import Trust
import Vault

extension Connection {
    package var asks: AskStore { AskStore(db: self) }
}

/// Questions to both sides of a match.
package struct AskStore {
    let db: any Connection

    /// Whom a match concerns: one query.
    func parties(of match: MatchID) throws -> MatchParties? {
        try db.row("""
            SELECT m.organization_id, m.need_id, m.offer_id, n.person_id, n.household_id, n.program, g.person_id AS helper, g.title,
                   COALESCE(f.has_children, \(true)) AS with_children
            FROM matches m JOIN needs n ON n.id = m.need_id JOIN givers g ON g.id = m.giver_id LEFT JOIN match_facts f ON f.id = n.id
            WHERE m.id = \(match)
            """).map { row in
            MatchParties(
                organization: try row.get("organization_id"), need: try row.get("need_id"), offer: try row.get("offer_id"),
                newcomer: try row.get("person_id"), household: try row.get("household_id"), program: try row.get("program"),
                helper: try row.get("helper"), title: try row.get("title"), isWithChildren: try row.get("with_children"))
        }
    }

    /// What these matches are in; one query.
    func programs(of matches: [MatchID]) throws -> [MatchID: String] {
        try db.rows("SELECT m.id, n.program FROM matches m JOIN needs n ON n.id = m.need_id WHERE m.id IN \(in: matches)")
            .reduce(into: [:]) { $0[try $1.get("id")] = try $1.get("program") as String }
    }

    func insert(_ id: AskID, _ match: Match, _ side: Side, _ person: PersonID, isWithChildren: Bool) throws {
        _ = try db.execute("""
            INSERT INTO asks (id, match_id, side, person_id, with_children, leaves_at, is_interpreted)
            VALUES (\(id), \(match.id), \(side.rawValue), \(person), \(isWithChildren), \(match.asksLeaveAt), \(false))
            """)
    }

    func asks(of match: MatchID) throws -> [Ask] { try asks("a.match_id = \(match)") }

    /// Those of several matches; one query.
    func asks(of matches: [MatchID]) throws -> [Ask] { try asks("a.match_id IN \(in: matches)", limit: 2 * max(matches.count, 1)) }

    /// One page of matches whose answers are waited for, the longest waiting first, and then those declined after this moment.
    func open(visibleTo actor: Actor, page: Int, declinedAfter moment: Date) throws -> (matches: [(match: Match, program: String)], total: Int) {
        guard actor.holds(.coordinator) else { return ([], 0) }
        let condition: SQL = "m.organization_id = \(actor.organization) AND (m.status = 'asking' OR m.status = 'declined' AND m.closed_at > \(moment))"
        let total = try db.count("SELECT count(*) FROM matches m WHERE \(condition)")
        let rows = try db.rows("""
            SELECT m.id, n.program FROM matches m JOIN needs n ON n.id = m.need_id WHERE \(condition)
            ORDER BY CASE m.status WHEN 'asking' THEN 0 ELSE 1 END, m.approved_at, m.id LIMIT \(AskListPage.perPage) OFFSET \((page - 1) * AskListPage.perPage)
            """)
        let ids: [MatchID] = try rows.map { try $0.get("id") }
        let found = Dictionary(try db.matches.matches("id IN \(in: ids)").map { ($0.id, $0) }) { $1 }
        let listed = try rows.compactMap { row -> (match: Match, program: String)? in
            guard let match = found[try row.get("id")] else { return nil }
            return (match, try row.get("program"))
        }
        return (listed, total)
    }

    /// The question, whoever asks for it: the caller has seen that it is theirs.
    func find(_ id: AskID) throws -> Ask? { try asks("a.id = \(id)").first }

    /// Questions to this person that have left, the newest first.
    func own(of person: PersonID, at now: Date) throws -> [Ask] { try asks("a.person_id = \(person) AND a.leaves_at <= \(now)") }

    /// Questions to members of this household that no no has ended: `Sharing.unfinished` says which of them wait.
    func standing(of household: HouseholdID, at now: Date) throws -> [Ask] {
        try asks("a.person_id IN (SELECT person_id FROM needs WHERE household_id = \(household)) AND \(Self.standing(at: now))")
    }

    /// The same to these people: those without an answer, then those answered last, since of a yes long ago nothing is open mostly.
    func standing(of people: [PersonID], at now: Date) throws -> [Ask] {
        try asks("a.person_id IN \(in: people) AND \(Self.standing(at: now))", order: "a.answer IS NOT NULL, a.leaves_at DESC, a.id")
    }

    private static func standing(at now: Date) -> SQL {
        "a.side = 'need' AND a.leaves_at <= \(now) AND (a.answer IS NULL AND m.status = 'asking' OR a.answer = 'yes' AND m.status IN ('asking', 'accepted'))"
    }

    /// Where those who seek stand with the question that is under way for each of these needs; nothing of what has not left; five queries.
    func asked(for needs: [NeedID], at now: Date) throws -> [NeedID: NeedStanding.Asked] {
        let matches = try db.rows("SELECT id, need_id FROM matches WHERE status = 'asking' AND closed_at IS NULL AND need_id IN \(in: needs)")
            .reduce(into: [MatchID: NeedID]()) { $0[try $1.get("id")] = try $1.get("need_id") as NeedID }
        let asks = try asks(of: Array(matches.keys)).filter { $0.side == .need && $0.state(at: now) != nil }
        let unfinished = Set(try Sharing.unfinished(asks, in: db, at: now).map(\.id))
        return asks.reduce(into: [:]) { found, ask in
            guard let need = matches[ask.match] else { return }
            found[need] = ask.answer == nil ? .waiting : unfinished.contains(ask.id) ? .sharing : .answered
        }
    }

    /// Takes the first answer; false where there is one, or the match is over.
    func answer(_ id: AskID, _ answer: Ask.Answer, _ taking: Taking, agreed: (hash: [UInt8], language: String)?, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE asks SET answer = \(answer.rawValue), answered_at = \(now), channel = \(taking.channel.rawValue), recorded_by = \(taking.recordedBy),
                   is_interpreted = \(taking.isInterpreted), guardian = \(taking.guardian?.rawValue), boundaries_hash = \(agreed?.hash), language = \(agreed?.language)
            WHERE id = \(id) AND answer IS NULL AND leaves_at <= \(now)
              AND EXISTS (SELECT 1 FROM matches m WHERE m.id = asks.match_id AND m.status = 'asking')
            """) == 1
    }

    /// Why it was no; the first reason stands.
    func setReason(_ reason: Sealed<AskReason>, of id: AskID) throws {
        _ = try db.execute("UPDATE asks SET reason = \(reason) WHERE id = \(id) AND answer = 'no' AND reason IS NULL")
    }

    func delete(of match: MatchID) throws {
        _ = try db.execute("DELETE FROM asks WHERE match_id = \(match)")
    }

    /// Those that nobody has answered since this moment or longer, the longest waiting first.
    func unanswered(leftBefore moment: Date, in organization: OrganizationID, limit: Int) throws -> [Ask] {
        try asks("a.answer IS NULL AND a.leaves_at <= \(moment) AND m.status = 'asking' AND m.organization_id = \(organization)", order: "a.leaves_at, a.id", limit: limit)
    }

    /// How many nobody has answered yet, and how many of them for so long that they are to be reminded of, and told to the coordinator.
    func unansweredCounts(in organization: OrganizationID, at now: Date) throws -> (all: Int, reminded: Int, told: Int) {
        func since(_ days: Int) -> SQL { "count(CASE WHEN a.leaves_at <= \(now - Double(days) * 86_400) THEN 1 END)" }
        let row = try db.row("""
            SELECT count(*) AS alltogether, \(since(Ask.reminderDays)) AS reminded, \(since(Ask.tellingDays)) AS told FROM asks a JOIN matches m ON m.id = a.match_id
            WHERE a.answer IS NULL AND a.leaves_at <= \(now) AND m.status = 'asking' AND m.organization_id = \(organization)
            """).orNotFound()
        return (try row.get("alltogether"), try row.get("reminded"), try row.get("told"))
    }

    /// Those that are to be reminded of or closed now, so that what was reminded of already keeps no other waiting.
    func due(at now: Date) throws -> [Ask] {
        try asks("""
            a.answer IS NULL AND m.status = 'asking' AND (a.leaves_at <= \(now - Double(Ask.expiryDays) * 86_400)
              OR a.reminded_at IS NULL AND a.leaves_at <= \(now - Double(Ask.reminderDays) * 86_400))
            """, order: "a.leaves_at, a.id", limit: 500)
    }

    func setReminded(_ id: AskID, at now: Date) throws -> Bool {
        try db.execute("UPDATE asks SET reminded_at = \(now) WHERE id = \(id) AND reminded_at IS NULL") == 1
    }

    /// Volunteers who are asked at present, with whether children are there, by match.
    func helpersAsked(_ condition: SQL) throws -> [(match: MatchID, organization: OrganizationID, person: PersonID, program: String, isWithChildren: Bool)] {
        try db.rows("""
            SELECT a.match_id, m.organization_id, a.person_id, n.program, COALESCE(f.has_children, a.with_children) AS with_children
            FROM asks a JOIN matches m ON m.id = a.match_id JOIN needs n ON n.id = m.need_id LEFT JOIN match_facts f ON f.id = n.id
            WHERE a.side = 'offer' AND m.status = 'asking' AND \(condition) ORDER BY a.id
            """).map { (try $0.get("match_id"), try $0.get("organization_id"), try $0.get("person_id"), try $0.get("program"), try $0.get("with_children")) }
    }

    // A cross join, since SQLite takes the order of its tables: asks are chosen by an index, and each has one match.
    private func asks(_ condition: SQL, order: SQL = "a.leaves_at DESC, a.id", limit: Int = 100) throws -> [Ask] {
        try db.rows("""
            SELECT a.id, a.match_id, m.organization_id, a.side, a.person_id, a.leaves_at, a.answer, a.answered_at, a.channel, a.reason, a.guardian, a.language, a.with_children, m.status
            FROM asks a CROSS JOIN matches m WHERE m.id = a.match_id AND \(condition) ORDER BY \(order) LIMIT \(limit)
            """).compactMap { row in
            guard let side = Side(rawValue: try row.get("side")), let status = Match.Status(rawValue: try row.get("status")) else { return nil }
            return Ask(
                id: try row.get("id"), match: try row.get("match_id"), organization: try row.get("organization_id"), side: side,
                person: try row.get("person_id"), leavesAt: try row.get("leaves_at"), answer: (try row.get("answer") as String?).flatMap(Ask.Answer.init),
                answeredAt: try row.get("answered_at"), channel: (try row.get("channel") as String?).flatMap(Channel.init),
                reason: try row.get("reason"), guardian: (try row.get("guardian") as String?).flatMap(ConsentEvent.Guardian.init), status: status, agreedIn: try row.get("language"), isWithChildren: try row.get("with_children"))
        }
    }
}

/// Whom a match brings together, and in what.
struct MatchParties: Sendable {
    let organization: OrganizationID
    let need: NeedID
    let offer: OfferID
    let newcomer: PersonID
    let household: HouseholdID
    let program: String
    /// Nil where an organization gives it, under its title.
    let helper: PersonID?
    let title: String?
    /// Whether children live there; where nobody knows, they do.
    let isWithChildren: Bool

    func person(_ side: Side) -> PersonID? { side == .need ? newcomer : helper }
}
