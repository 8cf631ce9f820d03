import Foundation
import Identity
import Storage
import Vault

/// One thing that happened to one consent: it is never changed, the next event says what holds now.
public struct ConsentEvent: Sendable, Equatable {
    public enum Decision: String, Sendable, CaseIterable {
        /// The person is asked, or asked again; what held before holds on until they answer.
        case requested
        case given, refused
        /// Said again while it held.
        case reconfirmed
        case withdrawn
        /// Its time is over.
        case expired
        /// It should never have been written down, such as by a slip at the desk.
        case invalidated

        /// What someone can say to a question.
        public static let answers: Set<Decision> = [.given, .refused, .withdrawn]
        public var isYes: Bool { self == .given || self == .reconfirmed }
    }

    public enum Channel: String, Sendable, CaseIterable {
        /// Said to staff at the desk.
        case spoken
        /// Said to staff through an interpreter.
        case interpreted
        /// Chosen by the person on their own page.
        case own = "own_page"
        /// Said to staff by whoever answers for a child, with the child's own assent.
        case guardian
        /// Stated in a list that the town brought along.
        case imported
        /// Nobody said it: the program asks again, or a yes has run out.
        case program

        /// Whether somebody of the staff explained what it is about.
        var isExplained: Bool { self == .spoken || self == .interpreted || self == .guardian }
    }

    /// Who interpreted, by role: never a name.
    public enum Interpreter: String, Sendable, CaseIterable {
        case professional, phone, volunteer, colleague, family
        /// Nobody wrote down who.
        case unknown
    }

    /// Who answers for a child, by role: never a name.
    public enum Guardian: String, Sendable, CaseIterable {
        case parent
        /// Somebody whom a court or an office named.
        case appointed
        /// The office itself that has the child in its care.
        case office
        /// Nobody wrote down who.
        case unknown
    }

    /// What the child itself says where a guardian answers for it.
    public enum Assent: String, Sendable, CaseIterable {
        case yes
        /// Too young to be asked.
        case tooYoung = "too_young"
    }

    /// How it was said; an interpreter, a guardian or an assent only where the channel has one.
    public struct Manner: Sendable, Hashable {
        public let channel: Channel
        public let interpreter: Interpreter?
        public let guardian: Guardian?
        public let assent: Assent?

        private init(_ channel: Channel, interpreter: Interpreter? = nil, guardian: Guardian? = nil, assent: Assent? = nil) {
            (self.channel, self.interpreter, self.guardian, self.assent) = (channel, interpreter, guardian, assent)
        }
        public static let spoken = Manner(.spoken), own = Manner(.own), imported = Manner(.imported), program = Manner(.program)
        public static func interpreted(by interpreter: Interpreter) -> Manner { Manner(.interpreted, interpreter: interpreter) }
        /// - Parameter assent: what the child says to a yes; nil where the guardian says no, or takes something back.
        public static func guardian(_ guardian: Guardian, assent: Assent?, through interpreter: Interpreter? = nil) -> Manner {
            Manner(.guardian, interpreter: interpreter, guardian: guardian, assent: assent)
        }

        init?(_ channel: Channel, _ interpreter: Interpreter?, _ guardian: Guardian?, _ assent: Assent?) {
            guard (channel == .guardian) == (guardian != nil), guardian != nil || assent == nil, channel == .guardian || (channel == .interpreted) == (interpreter != nil) else { return nil }
            self.init(channel, interpreter: interpreter, guardian: guardian, assent: assent)
        }
    }

    /// Names the event on its receipt; random.
    public let id: String
    /// What may be done, such as `share_with_match`; the names stand in the notices.
    public let purpose: String
    /// To whom it goes, such as `helper`; `hub` where it stays here.
    public let recipient: String
    /// The classes of fields that it is about.
    public let kinds: Set<FieldClass>
    public let decision: Decision
    public let manner: Manner
    public let notice: NoticeRead
    public let at: Date
    public let expiresAt: Date?
    /// Who of the staff explained it, by pseudonym; nil where nobody did, and before it is in the ledger.
    public internal(set) var explainedBy: String?

    public init(
        id: String = Secret.token(bytes: 16), purpose: String, recipient: String, kinds: Set<FieldClass>, decision: Decision, manner: Manner,
        notice: NoticeRead, at: Date, expiresAt: Date?
    ) {
        (self.id, self.purpose, self.recipient, self.kinds) = (id, purpose, recipient, kinds)
        (self.decision, self.manner) = (decision, manner)
        (self.notice, self.at, self.expiresAt) = (notice, at, expiresAt)
    }

    public var channel: Channel { manner.channel }

    public func permits(at now: Date) -> Bool {
        decision.isYes && expiresAt.map { now < $0 } ?? true
    }

    /// What follows from this event without anybody saying it: the same words, another decision.
    public func followed(by decision: Decision, manner: Manner, at now: Date, expiresAt: Date? = nil) -> ConsentEvent {
        ConsentEvent(
            purpose: purpose, recipient: recipient, kinds: kinds, decision: decision, manner: manner, notice: notice, at: now, expiresAt: expiresAt)
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
