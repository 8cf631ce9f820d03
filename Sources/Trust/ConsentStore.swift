import Foundation
import Identity
import Storage
import Vault

extension Connection {
    public var consents: ConsentStore { ConsentStore(db: self) }
}

/// The ledger of consents: events are added, none is ever changed, and none dropped but with the person.
public struct ConsentStore {
    let db: any Connection

    /// - Parameter actor: the pseudonym of whoever wrote it down; where staff did so for someone present, of whoever explained it.
    public func append(_ event: ConsentEvent, of person: PersonID, by actor: String) throws {
        _ = try db.execute("""
            INSERT INTO consent_ledger (id, person_id, purpose, recipient, kinds, decision, channel, interpreter, guardian, assent, notice_version,
                                        notice_language, notice_hash, at, expires_at, actor, explained_by)
            VALUES (\(event.id), \(person), \(event.purpose), \(event.recipient), \(FieldClass.text(event.kinds)), \(event.decision.rawValue),
                    \(event.channel.rawValue), \(event.manner.interpreter?.rawValue), \(event.manner.guardian?.rawValue), \(event.manner.assent?.rawValue),
                    \(event.notice.version), \(event.notice.language), \(event.notice.textHash), \(event.at), \(event.expiresAt), \(actor),
                    \(event.channel.isExplained ? actor : nil))
            """)
    }

    /// All that ever happened to the consents of a person, the oldest first.
    public func all(of person: PersonID) throws -> [ConsentEvent] { try events("person_id = \(person)").map(\.event) }

    /// The event of this id, where it is this person's.
    public func find(_ id: String, of person: PersonID) throws -> ConsentEvent? { try events("id = \(id) AND person_id = \(person)").first?.event }

    /// The newest answer to each purpose for each person: what holds now; one query for all. That someone was asked is no answer.
    public func latest(of people: [PersonID]) throws -> [PersonID: [String: ConsentEvent]] {
        try events("person_id IN \(in: people) AND decision <> 'requested'").reduce(into: [:]) { $0[$1.person, default: [:]][$1.event.purpose] = $1.event }
    }

    /// Since when someone is asked for an answer they have not given, by person and purpose; one query for all.
    public func asked(of people: [PersonID]) throws -> [PersonID: [String: Date]] {
        try events("person_id IN \(in: people) AND decision = 'requested' AND \(isNewest)").reduce(into: [:]) { $0[$1.person, default: [:]][$1.event.purpose] = $1.event.at }
    }

    /// A yes that ends before this moment, and after the other: of those nobody was asked again about, the first to end.
    public func ending(after: Date, before: Date, limit: Int) throws -> [(person: PersonID, event: ConsentEvent)] {
        try events("decision IN ('given', 'reconfirmed') AND expires_at > \(after) AND expires_at <= \(before) AND \(isNewest)", limit: limit)
    }

    /// A yes whose time is over at this moment, and no event says so yet.
    public func overdue(at now: Date, limit: Int) throws -> [(person: PersonID, event: ConsentEvent)] {
        try events("""
            decision IN ('given', 'reconfirmed') AND expires_at <= \(now) AND NOT EXISTS (
                SELECT 1 FROM consent_ledger later WHERE later.person_id = l.person_id AND later.purpose = l.purpose AND later.at > l.at AND later.decision <> 'requested')
            """, limit: limit)
    }

    /// Lets go of all of someone who is being erased; of anybody else the database refuses it.
    public func erase(of person: PersonID) throws { _ = try db.execute("DELETE FROM consent_ledger WHERE person_id = \(person)") }

    private let isNewest: SQL = """
        NOT EXISTS (SELECT 1 FROM consent_ledger later WHERE later.person_id = l.person_id AND later.purpose = l.purpose AND later.at > l.at)
        """
    init(db: any Connection) { self.db = db }

    private func events(_ condition: SQL, limit: Int? = nil) throws -> [(person: PersonID, event: ConsentEvent)] {
        try db.rows("""
            SELECT id, person_id, purpose, recipient, kinds, decision, channel, interpreter, guardian, assent, notice_version, notice_language, notice_hash,
                   at, expires_at, explained_by
            FROM consent_ledger l WHERE \(condition) ORDER BY at, id \(limit.map { "LIMIT \($0)" as SQL })
            """).compactMap { row in
            guard let decision = ConsentEvent.Decision(rawValue: try row.get("decision")),
                  let channel = ConsentEvent.Channel(rawValue: try row.get("channel")),
                  let manner = ConsentEvent.Manner(
                    channel, (try row.get("interpreter") as String?).flatMap(ConsentEvent.Interpreter.init),
                    (try row.get("guardian") as String?).flatMap(ConsentEvent.Guardian.init), (try row.get("assent") as String?).flatMap(ConsentEvent.Assent.init)) else { return nil }
            var event = ConsentEvent(
                id: try row.get("id"), purpose: try row.get("purpose"), recipient: try row.get("recipient"), kinds: FieldClass.set(try row.get("kinds")),
                decision: decision, manner: manner,
                notice: NoticeRead(version: try row.get("notice_version"), language: try row.get("notice_language"), textHash: try row.get("notice_hash")),
                at: try row.get("at"), expiresAt: try row.get("expires_at"))
            event.explainedBy = try row.get("explained_by")
            return (try row.get("person_id"), event)
        }
    }
}

extension FieldClass {
    /// Classes as they are stored: names in their order, with commas.
    static func text(_ kinds: Set<FieldClass>) -> String { kinds.map(\.rawValue).sorted().joined(separator: ",") }
    static func set(_ text: String) -> Set<FieldClass> { Set(text.split(separator: ",").compactMap { FieldClass(rawValue: String($0)) }) }
}
