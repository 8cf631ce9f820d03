import Foundation
import Identity
import Localization
import Trust
import Vault
import Web

public enum ConcernKind: Sendable {}
public typealias ConcernID = ID<ConcernKind>

/// What worries someone, told to the one who leads on concerns; never changed once it was sent.
struct Concern: Sendable {
    enum Outcome: String, Sendable, Hashable, CaseIterable {
        case resolved, passedOn = "passed_on", notConfirmed = "not_confirmed", withdrawn
    }
    /// What the one who raised it is told: a meaning and a next step.
    enum State: Sendable, Hashable, CaseIterable { case sent, received, answered, closed }

    let id: ConcernID
    let organization: OrganizationID
    let person: PersonID
    let lead: UserID
    let words: Sealed<ConcernWords>
    let about: Sealed<ConcernAbout>?
    let raisedAt: Date
    let receivedAt: Date?
    let answer: Sealed<ConcernAnswer>?
    let closedAt: Date?
    let outcome: Outcome?

    var state: State {
        if closedAt != nil { return .closed }
        if answer != nil { return .answered }
        return receivedAt == nil ? .sent : .received
    }
}

enum ConcernWords: PersonalField { static let entry = FieldEntry(concern: "words").sealed() }
/// Whom or what it is about, as it was written.
enum ConcernAbout: PersonalField { static let entry = FieldEntry(concern: "about").sealed() }
enum ConcernAnswer: PersonalField { static let entry = FieldEntry(concern: "answer").sealed() }

extension FieldEntry {
    fileprivate init(concern column: String) {
        self.init(
            table: "concerns", column: column, kind: .concern, purposes: [.safeguarding, .ownFile], basis: .legalObligation,
            retention: RetentionPeriod(days: 2190, after: .concernClosed), sensitivity: .special, owner: .coordinator)
    }

    static let ofConcerns: [FieldEntry] = [ConcernWords.entry, ConcernAbout.entry, ConcernAnswer.entry, FieldEntry(concern: "outcome")]
}

extension AuditAction {
    static let concernRaised = AuditAction(rawValue: "concern.raised")
    static let concernReceived = AuditAction(rawValue: "concern.received")
    static let concernAnswered = AuditAction(rawValue: "concern.answered")
    static let concernClosed = AuditAction(rawValue: "concern.closed")
    static let concernHandedOver = AuditAction(rawValue: "concern.handed_over")
    static let leadNamed = AuditAction(rawValue: "concern.lead_named")
}

extension Concern.State {
    var meaning: Message {
        switch self {
        case .sent: Message("It has been sent. It was not read yet.")
        case .received: Message("It was read and is being looked into.")
        case .answered: Message("There is an answer for you.")
        case .closed: Message("It was looked into and is closed.")
        }
    }

    var next: Message {
        switch self {
        case .sent: Message("It is read within one working day. If it gets worse, call.")
        case .received: Message("You hear from us here. If it gets worse, call.")
        case .answered: Message("If the answer does not help, tell us again.")
        case .closed: Message("If something worries you again, tell us again.")
        }
    }
}

extension Concern.Outcome {
    var message: Message {
        switch self {
        case .resolved: Message("It was put right")
        case .passedOn: Message("It was passed on to those who must act")
        case .notConfirmed: Message("It could not be confirmed")
        case .withdrawn: Message("It was taken back by who raised it")
        }
    }
}

/// A concern as it is typed.
struct ConcernForm: Sendable {
    var words = "", about = ""

    init() {}
    init(_ fields: Fields) { (words, about) = (fields["words"], fields["about"]) }

    var problems: [FieldProblem] {
        var found: [FieldProblem] = []
        if words.isEmpty { found.append(FieldProblem("words", Message("Write what worries you. A few words are enough."))) }
        if words.count > 8000 { found.append(FieldProblem("words", Message("This is too long. Write the most important part; we talk about the rest."))) }
        if about.count > 500 { found.append(FieldProblem("about", Message("Write only who or what it is about."))) }
        return found
    }
}
