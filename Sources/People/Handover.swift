import Foundation
import Identity
import Localization
import Trust
import Vault

/// A household on its way out of one case worker's care into another's: one of the two asks, somebody else says yes.
struct Handover: Sendable, Equatable {
    /// Why, from a list: words about a family would have to be kept as safely as the family's own.
    enum Cause: String, Sendable, CaseIterable {
        case language, known, away, burden

        /// As it is chosen and read at the desk.
        var message: Message {
            switch self {
            case .language: Message("The new case worker speaks their language")
            case .known: Message("They know the new case worker already")
            case .away: Message("Their case worker is away, or stops")
            case .burden: Message("Their case worker has too many households")
            }
        }

        /// As those concerned read it in their own file.
        var toPerson: Message {
            switch self {
            case .language: Message("Why: the new case worker speaks your language.")
            case .known: Message("Why: you know the new case worker already.")
            case .away: Message("Why: your case worker is away, or stops.")
            case .burden: Message("Why: your case worker has too many households.")
            }
        }
    }

    enum Answer: String, Sendable, CaseIterable { case yes, no, withdrawn }

    let id: String
    let household: HouseholdID
    let organization: OrganizationID
    /// In whose care it is; nil where it waited for someone, and was taken on.
    let from: UserID?
    let to: UserID
    let cause: Cause?
    let askedBy: UserID
    let askedAt: Date
    var answer: Answer?
    var answeredBy: UserID?
    var answeredAt: Date?

    /// A household that waited, taken on.
    static func taken(_ household: HouseholdID, by actor: Actor, at now: Date) -> Handover {
        Handover(
            id: Secret.token(bytes: 16), household: household, organization: actor.organization, from: nil, to: actor.user, cause: nil, askedBy: actor.user, askedAt: now,
            answer: .yes, answeredBy: actor.user, answeredAt: now)
    }

    /// Whether whoever has it in care offers it, rather than that another asks for it.
    var isOffered: Bool { askedBy == from }

    /// So long a coordinator leaves the answer to the case worker, where nobody said that they are away.
    static let patience = 2 * 86_400.0

    /// What this actor may answer to it. Whoever asks takes it back, and never says yes; what is asked for is given by the one who has it, or by a
    /// coordinator for somebody who is away or does not answer; what is offered is taken by the one to whom it is offered.
    func answers(of actor: Actor, at now: Date) -> Set<Answer> {
        guard organization == actor.organization, answer == nil else { return [] }
        if askedBy == actor.user { return [.withdrawn] }
        if actor.holds(.caseWorker), actor.user == (isOffered ? to : from) { return [.yes, .no] }
        return !isOffered && actor.holds(.coordinator) && (cause == .away || now - Self.patience > askedAt) ? [.yes, .no] : []
    }
}

extension AuditAction {
    static let handoverAsked = AuditAction(rawValue: "household.handover_asked")
    static let handoverAnswered = AuditAction(rawValue: "household.handover_answered")
    static let householdReleased = AuditAction(rawValue: "household.released")
}
