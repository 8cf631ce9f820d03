import Foundation
import Identity
import Storage
import Vault

/// One thing that happened to one consent: it is never changed, the next event says what holds now.
public struct ConsentEvent: Sendable, Equatable {
    public enum Decision: String, Sendable, CaseIterable { case given, refused, withdrawn }
    public enum Channel: String, Sendable, CaseIterable {
        /// Said to staff at the desk.
        case spoken
        /// Said to staff through an interpreter.
        case interpreted
        /// Chosen by the person on their own page.
        case own = "own_page"
        /// Given by a guardian, with the child's own assent.
        case guardian
        /// Stated in a list that the town brought along.
        case imported
    }
    /// What may be done, such as `share_with_match`; the names stand in the notices.
    public let purpose: String
    public let decision: Decision
    public let channel: Channel
    public let notice: NoticeRead
    public let at: Date
    public let expiresAt: Date?

    public init(purpose: String, decision: Decision, channel: Channel, notice: NoticeRead, at: Date, expiresAt: Date?) {
        (self.purpose, self.decision, self.channel) = (purpose, decision, channel)
        (self.notice, self.at, self.expiresAt) = (notice, at, expiresAt)
    }

    public func permits(at now: Date) -> Bool {
        decision == .given && expiresAt.map { now < $0 } ?? true
    }
}

/// Which words someone was told: version and language of the notice, and the SHA-256 of its text.
public struct NoticeRead: Sendable, Equatable {
    public let version: Int
    public let language: String
    public let textHash: [UInt8]

    public init(version: Int, language: String, text: String) {
        (self.version, self.language, textHash) = (version, language, Secret.hash(text))
    }

    init(version: Int, language: String, textHash: [UInt8]) {
        (self.version, self.language, self.textHash) = (version, language, textHash)
    }
}

extension Connection {
    public var consents: ConsentStore { ConsentStore(db: self) }
}

/// The ledger of consents: events are added, none is ever changed, and none dropped but with the person.
public struct ConsentStore {
    let db: any Connection

    public func append(_ event: ConsentEvent, of person: PersonID, by actor: String) throws {
        _ = try db.execute("""
            INSERT INTO consent_events (id, person_id, purpose, decision, channel, notice_version, notice_language, notice_hash, at, expires_at, actor)
            VALUES (\(Secret.token(bytes: 16)), \(person), \(event.purpose), \(event.decision.rawValue), \(event.channel.rawValue),
                    \(event.notice.version), \(event.notice.language), \(event.notice.textHash), \(event.at), \(event.expiresAt), \(actor))
            """)
    }

    /// All that ever happened to the consents of a person, the oldest first.
    public func all(of person: PersonID) throws -> [ConsentEvent] { try events("person_id = \(person)").map(\.event) }

    /// The newest event of each purpose for each person: what holds now; one query for all.
    public func latest(of people: [PersonID]) throws -> [PersonID: [String: ConsentEvent]] {
        try events("person_id IN \(in: people)").reduce(into: [:]) { $0[$1.person, default: [:]][$1.event.purpose] = $1.event }
    }

    /// Lets go of all of someone who is being erased; of anybody else the database refuses it.
    public func erase(of person: PersonID) throws { _ = try db.execute("DELETE FROM consent_events WHERE person_id = \(person)") }

    private func events(_ condition: SQL) throws -> [(person: PersonID, event: ConsentEvent)] {
        try db.rows("""
            SELECT person_id, purpose, decision, channel, notice_version, notice_language, notice_hash, at, expires_at
            FROM consent_events WHERE \(condition) ORDER BY at, id
            """).compactMap { row in
            guard let decision = ConsentEvent.Decision(rawValue: try row.get("decision")),
                  let channel = ConsentEvent.Channel(rawValue: try row.get("channel")) else { return nil }
            return (try row.get("person_id"), ConsentEvent(
                purpose: try row.get("purpose"), decision: decision, channel: channel,
                notice: NoticeRead(version: try row.get("notice_version"), language: try row.get("notice_language"), textHash: try row.get("notice_hash")),
                at: try row.get("at"), expiresAt: try row.get("expires_at")))
        }
    }
}
