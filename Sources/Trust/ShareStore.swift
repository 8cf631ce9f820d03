import Foundation
import Identity
import Storage

extension Connection {
    public var shares: ShareStore { ShareStore(db: self) }
}

/// What was given to people outside the organization; written by the places that share.
public struct ShareStore {
    let db: any Connection
    /// After so many days a receiver who has not answered is reminded.
    public static let reminderDays = 7.0

    /// Writes down that something is open from now on; where it is already, nothing happens.
    @discardableResult
    public func open(_ new: Share) throws -> Bool {
        try db.execute("""
            INSERT INTO shares (id, organization_id, person_id, receiver, receiver_id, about, kinds, ground, consent, shared_at, ends_at)
            VALUES (\(new.id), \(new.organization), \(new.person), \(new.receiver.rawValue), \(new.receiverID), \(new.about), \(FieldClass.text(new.kinds)),
                    \(new.ground.rawValue), \(new.consent), \(new.sharedAt), \(new.endsAt))
            ON CONFLICT (person_id, receiver_id, about) WHERE closed_at IS NULL DO NOTHING
            """) == 1
    }

    /// Those that live of what this is for.
    public func live(about: String) throws -> [Share] { try shares("about = \(about) AND closed_at IS NULL") }

    /// Those that live of a person and rest on this consent.
    public func live(of person: PersonID, restingOn consent: String) throws -> [Share] {
        try shares("person_id = \(person) AND consent = \(consent) AND closed_at IS NULL")
    }

    /// Of what is over and rested on this consent, the last that each receiver had: those whom nobody has asked since to delete it.
    ///
    /// What came before it is deleted with it, so that nobody is asked twice for one person.
    public func unasked(of person: PersonID, restingOn consent: String) throws -> [Share] {
        try shares("""
            person_id = \(person) AND consent = \(consent) AND closed_at IS NOT NULL AND asked_at IS NULL AND receiver_id <> ''
            AND NOT EXISTS (SELECT 1 FROM shares later WHERE later.person_id = shares.person_id AND later.receiver_id = shares.receiver_id
                            AND later.consent = shares.consent AND (later.shared_at, later.id) > (shares.shared_at, shares.id))
            """)
    }

    /// Closes these; the receiver is asked to confirm where the reason says so. False for one that is closed already.
    public func close(_ id: String, _ closing: Share.Closing, at now: Date) throws -> Bool {
        try db.execute("""
            UPDATE shares SET closed_at = \(now), closing = \(closing.rawValue), asked_at = \(closing.asksReceiver ? now : nil)
            WHERE id = \(id) AND closed_at IS NULL
            """) == 1
    }

    /// Asks the receiver of what was over already to confirm; it was open until when it was. False where they were asked before.
    public func askOver(_ id: String, _ closing: Share.Closing, at now: Date) throws -> Bool {
        try db.execute("UPDATE shares SET closing = \(closing.rawValue), asked_at = \(now) WHERE id = \(id) AND closed_at IS NOT NULL AND asked_at IS NULL") == 1
    }

    /// All that was ever given of a person, the newest first.
    ///
    /// - Parameter limit: 1 to 500.
    public func all(of person: PersonID, limit: Int) throws -> [Share] {
        try shares("person_id = \(person)", order: "shared_at DESC, id", limit: limit)
    }

    /// The share, whoever asks: the caller sees to it that it is the receiver.
    public func find(_ id: String) throws -> Share? { try shares("id = \(id)").first }

    /// What this person has to delete and has not said that they did, the oldest first.
    public func unconfirmed(by person: PersonID) throws -> [Share] {
        try shares("receiver_id = \(person.text) AND asked_at IS NOT NULL AND confirmed_at IS NULL", order: "asked_at, id", limit: 50)
    }

    /// What receivers of one organization have not confirmed, the oldest first.
    public func unconfirmed(in organization: OrganizationID, limit: Int) throws -> [Share] {
        try shares("organization_id = \(organization) AND asked_at IS NOT NULL AND confirmed_at IS NULL", order: "asked_at, id", limit: limit)
    }

    public func countUnconfirmed(in organization: OrganizationID) throws -> Int {
        try db.count("SELECT count(*) FROM shares WHERE organization_id = \(organization) AND asked_at IS NOT NULL AND confirmed_at IS NULL")
    }

    /// The receiver says that they deleted it; false where they said so before.
    public func confirm(_ id: String, at now: Date) throws -> Bool {
        try db.execute("UPDATE shares SET confirmed_at = \(now) WHERE id = \(id) AND asked_at IS NOT NULL AND confirmed_at IS NULL") == 1
    }

    /// Those whose receiver is to be reminded now.
    public func dueReminders(at now: Date, limit: Int) throws -> [Share] {
        try shares("asked_at <= \(now - Self.reminderDays * 86_400) AND confirmed_at IS NULL AND reminded_at IS NULL", order: "asked_at, id", limit: limit)
    }

    public func setReminded(_ id: String, at now: Date) throws -> Bool {
        try db.execute("UPDATE shares SET reminded_at = \(now) WHERE id = \(id) AND reminded_at IS NULL") == 1
    }

    /// Lets go of what was given of someone who is being erased. Where they received something, that somebody did stays, and not who.
    public func erase(_ person: PersonID, at now: Date) throws {
        _ = try db.execute("DELETE FROM shares WHERE person_id = \(person)")
        _ = try db.execute("""
            UPDATE shares SET receiver_id = '', closed_at = COALESCE(closed_at, \(now)), closing = COALESCE(closing, 'other_side'),
                   confirmed_at = CASE WHEN asked_at IS NULL THEN NULL ELSE COALESCE(confirmed_at, \(now)) END
            WHERE receiver_id = \(person.text)
            """)
    }

    /// Those closed before this moment, the oldest first.
    public func closed(before moment: Date, limit: Int) throws -> [(id: String, person: PersonID, at: Date)] {
        try db.rows("SELECT id, person_id, closed_at FROM shares WHERE closed_at < \(moment) AND (asked_at IS NULL OR confirmed_at IS NOT NULL OR asked_at < \(moment)) ORDER BY closed_at, id LIMIT \(limit)")
            .map { (try $0.get("id"), try $0.get("person_id"), try $0.get("closed_at")) }
    }

    public func remove(_ ids: [String]) throws { _ = try db.execute("DELETE FROM shares WHERE id IN \(in: ids)") }

    private func shares(_ condition: SQL, order: SQL = "shared_at, id", limit: Int = 500) throws -> [Share] {
        try db.rows("SELECT \(Share.columns) FROM shares WHERE \(condition) ORDER BY \(order) LIMIT \(min(max(limit, 1), 500))").compactMap { try Share(row: $0) }
    }
}
