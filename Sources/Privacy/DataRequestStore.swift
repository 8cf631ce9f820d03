import Foundation
import Identity
import Storage
import Vault

extension Connection {
    var requests: DataRequestStore { DataRequestStore(db: self) }
}

/// Requests; each change says whether it found what it was meant for.
struct DataRequestStore {
    let db: any Connection
    static let perPage = 30

    /// - Throws: `StorageProblem.unique` where the person has an open one of this kind.
    func insert(_ new: DataRequest, by user: UserID?) throws {
        _ = try db.execute("""
            INSERT INTO data_requests (id, organization_id, person_id, kind, channel, entered_by, asked_on, due_on, words, kept)
            VALUES (\(new.id), \(new.organization), \(new.person), \(new.kind.rawValue), \(new.channel.rawValue), \(user), \(new.askedOn), \(new.dueOn), \(new.words), '')
            """)
    }

    /// The request, whoever asks: the caller sees to it that it is theirs.
    func find(_ id: DataRequestID) throws -> DataRequest? { try requests("id = \(id)").first }

    func find(_ id: DataRequestID, visibleTo actor: Actor) throws -> DataRequest? {
        guard actor.holds(.officer) else { return nil }
        return try requests("id = \(id)").first { $0.organization == actor.organization }
    }

    /// All of someone, open ones first, then the newest.
    func own(of person: PersonID) throws -> [DataRequest] {
        try requests("person_id = \(person)", order: "CASE WHEN outcome IS NULL THEN 0 ELSE 1 END, asked_on DESC, id DESC")
    }

    /// One page: open ones first, what is due first of them.
    func list(visibleTo actor: Actor, page: Int) throws -> (requests: [DataRequest], total: Int) {
        guard actor.holds(.officer) else { return ([], 0) }
        let total = try db.count("SELECT count(*) FROM data_requests WHERE organization_id = \(actor.organization)")
        let found = try requests(
            "organization_id = \(actor.organization)", order: "CASE WHEN outcome IS NULL THEN 0 ELSE 1 END, due_on, id", limit: Self.perPage, from: (page - 1) * Self.perPage)
        return (found, total)
    }

    /// Those that wait for an answer, what is due first.
    func open(in organization: OrganizationID, limit: Int) throws -> [DataRequest] {
        try requests("organization_id = \(organization) AND outcome IS NULL", order: "due_on, id", limit: limit)
    }

    /// Those by which these people ask for a correction and wait, at most one of each; what is due first.
    func openCorrections(of people: [PersonID]) throws -> [DataRequest] {
        try people.chunked(by: 500).flatMap { few in
            try requests("person_id IN \(in: few) AND outcome IS NULL AND kind = \(DataRequest.Kind.correction.rawValue)", limit: few.count)
        }.sorted { ($0.dueOn, $0.id) < ($1.dueOn, $1.id) }
    }

    /// The same of a whole organization.
    func openCorrections(in organization: OrganizationID, limit: Int) throws -> [DataRequest] {
        let condition: SQL = "organization_id = \(organization) AND outcome IS NULL AND kind = \(DataRequest.Kind.correction.rawValue)"
        return try requests(condition, order: "due_on, id", limit: limit)
    }

    func prolong(_ request: DataRequest, _ reason: Sealed<RequestReason>, on day: Day) throws -> Bool {
        try db.execute("""
            UPDATE data_requests SET prolonged_on = \(day), due_on = \(request.prolongedDue), reason = \(reason)
            WHERE id = \(request.id) AND outcome IS NULL AND prolonged_on IS NULL
            """) == 1
    }

    func answer(_ id: DataRequestID, _ outcome: DataRequest.Outcome, _ answer: Sealed<RequestAnswer>, by user: UserID, on day: Day, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE data_requests SET outcome = \(outcome.rawValue), answer = \(answer), answered_by = \(user), answered_on = \(day), answered_at = \(now)
            WHERE id = \(id) AND outcome IS NULL
            """) == 1
    }

    /// The request by which this person's data is kept and not used at present, the newest; nil where it is used, or rests for another reason.
    func restriction(of person: PersonID) throws -> DataRequest? { try requests(Self.inForce(of: person), order: "answered_at DESC, id DESC", limit: 1).first }

    /// Those of the restriction that stands: one that was lifted before is history.
    private static func inForce(of person: PersonID) -> SQL {
        """
        person_id = \(person) AND kind = 'restriction' AND outcome = 'done' AND lifted_on IS NULL
        AND answered_at >= (SELECT since FROM restrictions WHERE restrictions.person_id = \(person))
        """
    }

    /// The person asks that their data is used again; false where they did already.
    func askAgain(_ id: DataRequestID, on day: Day) throws -> Bool {
        try db.execute("UPDATE data_requests SET again_on = \(day) WHERE id = \(id) AND again_on IS NULL AND lifted_on IS NULL") == 1
    }

    /// From that day on it is used again; false where a day was said already.
    func setLifting(_ id: DataRequestID, on day: Day) throws -> Bool {
        try db.execute("UPDATE data_requests SET lifts_on = \(day) WHERE id = \(id) AND lifts_on IS NULL AND lifted_on IS NULL") == 1
    }

    /// Nothing that was said about an end of the restriction stands any more: the person asked for it anew.
    func forgetLifting(of person: PersonID) throws {
        _ = try db.execute("UPDATE data_requests SET again_on = NULL, lifts_on = NULL WHERE \(Self.inForce(of: person))")
    }

    /// Before the restriction itself is taken away, by which it is known which requests it rests on.
    func setLifted(of person: PersonID, on day: Day) throws {
        _ = try db.execute("UPDATE data_requests SET lifted_on = \(day) WHERE \(Self.inForce(of: person))")
    }

    func setLifted(_ id: DataRequestID, on day: Day) throws { _ = try db.execute("UPDATE data_requests SET lifted_on = \(day) WHERE id = \(id)") }

    /// Restrictions whose person asks that they end, the longest waiting first.
    func askedAgain(in organization: OrganizationID, limit: Int) throws -> [DataRequest] {
        try requests("organization_id = \(organization) AND person_id IS NOT NULL AND again_on IS NOT NULL AND lifted_on IS NULL", order: "again_on, id", limit: limit)
    }

    /// Restrictions that end on this day or should have before.
    func dueLiftings(on day: Day) throws -> [DataRequest] {
        try requests("person_id IS NOT NULL AND lifts_on <= \(day) AND lifted_on IS NULL", order: "lifts_on, id", limit: 200)
    }

    /// What an erasure left, for the receipt.
    func setKept(_ names: [String], until day: Day?, of id: DataRequestID) throws {
        _ = try db.execute("UPDATE data_requests SET kept = \(names.joined(separator: " ")), kept_until = \(day) WHERE id = \(id)")
    }

    /// That something was asked and answered stays, and nobody's name or words with it.
    ///
    /// - Parameter series: the links of this series and later ones still open it.
    func erase(_ person: PersonID, links series: Int) throws {
        _ = try db.execute("DELETE FROM data_requests WHERE person_id = \(person) AND outcome IS NULL")
        _ = try db.execute("UPDATE data_requests SET person_id = NULL, words = NULL, reason = NULL, answer = NULL, link_series = \(series) WHERE person_id = \(person)")
    }

    func answered(before moment: Date, limit: Int) throws -> [(id: DataRequestID, person: PersonID?, at: Date)] {
        try db.rows("SELECT id, person_id, answered_at FROM data_requests WHERE answered_at < \(moment) ORDER BY answered_at, id LIMIT \(limit)")
            .map { (try $0.get("id"), try $0.get("person_id"), try $0.get("answered_at")) }
    }

    func remove(_ ids: [String]) throws { _ = try db.execute("DELETE FROM data_requests WHERE outcome IS NOT NULL AND id IN \(in: ids)") }

    private func requests(_ condition: SQL, order: SQL = "id", limit: Int = 100, from first: Int = 0) throws -> [DataRequest] {
        try db.rows("""
            SELECT id, organization_id, person_id, kind, channel, asked_on, due_on, words, prolonged_on, reason, answered_on, outcome, answer, kept, kept_until, link_series,
                   again_on, lifts_on, lifted_on
            FROM data_requests WHERE \(condition) ORDER BY \(order) LIMIT \(limit) OFFSET \(first)
            """).compactMap { row in
            guard let kind = DataRequest.Kind(rawValue: try row.get("kind")), let channel = DataRequest.Channel(rawValue: try row.get("channel")) else { return nil }
            let kept: String = try row.get("kept")
            return DataRequest(
                id: try row.get("id"), organization: try row.get("organization_id"), person: try row.get("person_id"), kind: kind, channel: channel,
                askedOn: try row.get("asked_on"), dueOn: try row.get("due_on"), words: try row.get("words"), prolongedOn: try row.get("prolonged_on"),
                reason: try row.get("reason"), answeredOn: try row.get("answered_on"), outcome: (try row.get("outcome") as String?).flatMap(DataRequest.Outcome.init),
                answer: try row.get("answer"), kept: kept.split(separator: " ").map(String.init), keptUntil: try row.get("kept_until"), linkSeries: try row.get("link_series"),
                againOn: try row.get("again_on"), liftsOn: try row.get("lifts_on"), liftedOn: try row.get("lifted_on"))
        }
    }
}
