import Foundation
import Identity
import Vault

public enum CheckInKind: Sendable {}
public typealias CheckInID = ID<CheckInKind>

/// The question to one side how it goes, once.
struct CheckIn: Sendable {
    let id: CheckInID
    let engagement: EngagementID
    let side: Side
    let person: PersonID
    let dueOn: Day
    let answeredAt: Date?
    let answers: CheckInAnswers?
    let words: Sealed<CheckInWords>?
    let channel: Channel?

    /// How many days nobody needs to worry about an answer that is not there.
    static let overdueDays = 7

    func isOverdue(on day: Day) -> Bool { answeredAt == nil && day.days(since: dueOn) >= Self.overdueDays }
}

/// What one side answered.
struct CheckInAnswers: Sendable, Hashable {
    enum Going: String, Sendable, Hashable, CaseIterable {
        case good, soSo = "so_so", notGood = "not_good"
        var rank: Int { self == .good ? 2 : self == .soSo ? 1 : 0 }
    }
    enum Meeting: String, Sendable, Hashable, CaseIterable {
        case yes, sometimes, no
        var rank: Int { self == .yes ? 2 : self == .sometimes ? 1 : 0 }
    }
    var going: Going
    var meeting: Meeting
    var isSafe: Bool
    var wantsTalk: Bool

    /// What the coordinator must know of the answers of this side alone.
    var flags: Set<Flag.Kind> {
        var found: Set<Flag.Kind> = []
        if !isSafe { found.insert(.unsafe) }
        if going == .notGood { found.insert(.notGood) }
        if meeting == .no { found.insert(.notMeeting) }
        if wantsTalk { found.insert(.talk) }
        return found
    }

    /// Whether two sides tell things so differently that someone should ask: by two steps of three, or about safety.
    func diverges(from other: CheckInAnswers) -> Bool {
        abs(going.rank - other.going.rank) == 2 || abs(meeting.rank - other.meeting.rank) == 2 || isSafe != other.isSafe
    }
}

extension CheckInSchedule {
    /// The latest day up to `today` on which both sides are to be asked; nil before the first.
    func latestDue(from start: Day, on today: Day) -> Day? {
        let passed = today.days(since: start)
        guard let last = days.max(), passed >= last else { return days.filter { $0 <= passed }.max().map(start.adding(days:)) }
        guard every > 0 else { return start.adding(days: last) }
        return start.adding(days: last + (passed - last) / every * every)
    }
}
