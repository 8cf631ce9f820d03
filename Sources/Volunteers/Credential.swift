import Foundation
import Identity
import Vault

/// What someone has shown, or failed to show, once: an outcome, on a day, taken by someone.
public struct Credential: Sendable {
    /// What was to be shown, such as `interview` or `check:enhanced`.
    public struct Kind: RawRepresentable, Sendable, Hashable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Someone who knows the person would trust them with a family.
        public static let reference = Kind(rawValue: "reference")
        /// Someone who knows the person would trust them with children.
        public static let childReference = Kind(rawValue: "reference:children")
        public static let interview = Kind(rawValue: "interview")
        public static let agreement = Kind(rawValue: "agreement")
        public static func check(_ id: String) -> Kind { Kind(rawValue: "check:" + id) }
        public static func training(_ id: String) -> Kind { Kind(rawValue: "training:" + id) }
        /// A document showed that the person has reached this age, in years.
        public static func age(_ years: Int) -> Kind { Kind(rawValue: "age:\(years)") }

        var group: Substring { rawValue.prefix { $0 != ":" } }
        var detail: String { String(rawValue.dropFirst(group.count + 1)) }
        /// The age shown, for kinds that show one.
        var years: Int? { rawValue.hasPrefix("age:") ? Int(rawValue.dropFirst(4)) : nil }
        /// Whether several count side by side, since each comes from someone else.
        var isFromOthers: Bool { group == "reference" }
        /// Whether the hub's own file gives it its name.
        var isNamed: Bool { group == "check" || group == "training" }
    }

    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        case met, notMet = "not_met"
    }

    public let id: String
    public let kind: Kind
    public let outcome: Outcome
    public let issuedOn: Day
    /// The last day on which it counts, where the paper itself names one.
    public let expiresOn: Day?
    /// Who took it; nil where a reference came by its link.
    public let verifiedBy: UserID?
    /// Whose word it is, for references.
    public let referee: String?
    /// Why, where that was written down; it may be withheld.
    let reason: Sealed<CredentialReason>?
    public let recordedAt: Date

    init(
        id: String, kind: Kind, outcome: Outcome, issuedOn: Day, expiresOn: Day? = nil, verifiedBy: UserID? = nil,
        referee: String? = nil, reason: Sealed<CredentialReason>? = nil, recordedAt: Date
    ) {
        (self.id, self.kind, self.outcome, self.issuedOn) = (id, kind, outcome, issuedOn)
        (self.expiresOn, self.verifiedBy, self.referee, self.reason, self.recordedAt) = (expiresOn, verifiedBy, referee, reason, recordedAt)
    }

    /// The last day on which it counts for a role that lets it count for so many days; nil for no end.
    func lastDay(countingFor days: Int?) -> Day? {
        [expiresOn, days.map(issuedOn.adding(days:))].compactMap { $0 }.min()
    }
}
