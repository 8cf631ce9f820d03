import Foundation
import Identity
import Storage
import Vault

/// That something about a person was given to somebody who does not work for the organization.
public struct Share: Sendable, Equatable {
    public enum Receiver: String, Sendable, CaseIterable {
        /// The volunteer who helps the person.
        case helper
        /// The person whom the volunteer helps.
        case helped
        /// Someone whom the person named as one to ask about them.
        case referee
    }
    public enum Closing: String, Sendable, CaseIterable {
        case withdrawn, expired, invalidated
        /// What it was for is over, or rests.
        case over
        /// The other side has taken back what it shared.
        case otherSide = "other_side"

        /// Whether the receiver has to delete what they were given, and to say that they did.
        public var asksReceiver: Bool { self == .withdrawn || self == .expired || self == .invalidated }
    }
    public let id: String
    public let organization: OrganizationID
    public let person: PersonID
    public let receiver: Receiver
    /// A person of the hub, or the row of the one named as a referee.
    public let receiverID: String
    /// What it is for, such as an engagement.
    public let about: String
    public let kinds: Set<FieldClass>
    public let ground: LawfulBasis
    /// Which consent it rests on; nil where it rests on something else.
    public let consent: String?
    public let sharedAt: Date
    /// When it ends by itself; nil where it lives until it is closed.
    public let endsAt: Date?
    public var closedAt: Date?
    public var closing: Closing?
    /// Since when the receiver is asked to say that they deleted it.
    public var askedAt: Date?
    public var confirmedAt: Date?

    public init(
        organization: OrganizationID, person: PersonID, receiver: Receiver, receiverID: String, about: String, kinds: Set<FieldClass>,
        ground: LawfulBasis, consent: String? = nil, at now: Date, endsAt: Date? = nil
    ) {
        id = Secret.token(bytes: 16)
        (self.organization, self.person, self.receiver, self.receiverID, self.about) = (organization, person, receiver, receiverID, about)
        (self.kinds, self.ground, self.consent, sharedAt, self.endsAt) = (kinds, ground, consent, now, endsAt)
    }

    public func isLive(at now: Date) -> Bool { closedAt == nil && endsAt.map { now < $0 } ?? true }
}

extension Share {
    static let columns: SQL = """
        id, organization_id, person_id, receiver, receiver_id, about, kinds, ground, consent, shared_at, ends_at, closed_at, closing, asked_at, confirmed_at
        """

    /// Nil for a row that a newer program wrote.
    init?(row: Row) throws {
        guard let receiver = Receiver(rawValue: try row.get("receiver")), let ground = LawfulBasis(rawValue: try row.get("ground")) else { return nil }
        id = try row.get("id")
        (organization, person, self.receiver) = (try row.get("organization_id"), try row.get("person_id"), receiver)
        (receiverID, about, kinds, self.ground) = (try row.get("receiver_id"), try row.get("about"), FieldClass.set(try row.get("kinds")), ground)
        (consent, sharedAt, endsAt) = (try row.get("consent"), try row.get("shared_at"), try row.get("ends_at"))
        (closedAt, closing) = (try row.get("closed_at"), (try row.get("closing") as String?).flatMap(Closing.init))
        (askedAt, confirmedAt) = (try row.get("asked_at"), try row.get("confirmed_at"))
    }
}

extension Migration {
    /// What was given to whom, on what ground and until when; of what was taken back, whether the receiver deleted it.
    static let shares = Migration(
        id: "trust-004-shares",
        sql: [
            """
            CREATE TABLE shares (
                id TEXT NOT NULL PRIMARY KEY,
                organization_id TEXT NOT NULL,
                person_id TEXT NOT NULL,
                receiver TEXT NOT NULL CONSTRAINT share_receiver CHECK (receiver IN ('helper', 'helped', 'referee')),
                receiver_id TEXT NOT NULL,
                about TEXT NOT NULL,
                kinds TEXT NOT NULL,
                ground TEXT NOT NULL CONSTRAINT share_ground CHECK (
                    ground IN ('consent', 'contract', 'legal_obligation', 'vital_interest', 'public_task', 'legitimate_interest')),
                consent TEXT,
                shared_at TEXT NOT NULL,
                ends_at TEXT,
                closed_at TEXT,
                closing TEXT CONSTRAINT share_closing CHECK (closing IN ('withdrawn', 'expired', 'invalidated', 'over', 'other_side')),
                asked_at TEXT,
                reminded_at TEXT,
                confirmed_at TEXT,
                CONSTRAINT share_consent CHECK ((ground = 'consent') = (consent IS NOT NULL)),
                CONSTRAINT share_closed CHECK ((closed_at IS NULL) = (closing IS NULL)),
                CONSTRAINT share_asked CHECK (asked_at IS NULL OR closed_at IS NOT NULL),
                CONSTRAINT share_confirmed CHECK (confirmed_at IS NULL OR asked_at IS NOT NULL))
            """,
            "CREATE UNIQUE INDEX shares_live ON shares (person_id, receiver_id, about) WHERE closed_at IS NULL",
            "CREATE INDEX shares_about ON shares (about) WHERE closed_at IS NULL",
            "CREATE INDEX shares_person ON shares (person_id, shared_at)",
            "CREATE INDEX shares_receiver ON shares (receiver_id)",
            "CREATE INDEX shares_unconfirmed ON shares (organization_id, asked_at, id) WHERE asked_at IS NOT NULL AND confirmed_at IS NULL",
        ])
}
