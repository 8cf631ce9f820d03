import Foundation
import Identity
import Vault

/// Something about an engagement that waits on the coordinator until it is settled.
struct Flag: Sendable {
    enum Kind: String, Sendable, Hashable, CaseIterable {
        case unsafe, notGood = "not_good", notMeeting = "not_meeting", diverging, talk, support, stop
        case suspended, noFirstMeeting = "no_first_meeting", overdueCheckIn = "overdue_check_in", noConsent = "no_consent"

        /// 1 to 3; 3 is danger.
        var severity: Int {
            switch self {
            case .unsafe: 3
            case .notGood, .notMeeting, .diverging, .talk, .support, .stop, .suspended: 2
            case .noFirstMeeting, .overdueCheckIn, .noConsent: 1
            }
        }
    }
    let id: String
    let engagement: EngagementID
    let kind: Kind
    /// Whose it is; nil for both.
    let side: Side?
    let raisedAt: Date
    let settledAt: Date?
    let note: Sealed<FlagNote>?
}
