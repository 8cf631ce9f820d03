import Foundation
import Identity
import People
import Vault

public enum EngagementKind: Sendable {}
public typealias EngagementID = ID<EngagementKind>

/// What began when both sides said yes, until it ends.
struct Engagement: Sendable {
    enum Status: String, Sendable, Hashable, CaseIterable { case active, suspended, ended }
    /// Why it rests: told to the coordinator, and in their own file to whom it is about.
    enum Suspension: String, Sendable, Hashable, CaseIterable {
        /// Something the role asks for is not shown any more.
        case clearance
        /// The coordinator decided so.
        case decision
    }
    enum Ending: String, Sendable, Hashable, CaseIterable {
        case reached, agreedEnd = "agreed_end", moved, notWorking = "not_working", other
    }
    let id: EngagementID
    let match: MatchID
    let organization: OrganizationID
    let need: NeedID
    let offer: OfferID
    let household: HouseholdID
    let newcomer: PersonID
    /// Nil where an organization gives it.
    let volunteer: PersonID?
    let program: String
    let isWithChildren: Bool
    let supervisor: UserID
    let status: Status
    let suspension: Suspension?
    /// 0 where nothing waits on the coordinator, else the severity of the gravest flag, 1 to 3.
    let attention: Int
    let timesAMonth: Int
    let startedOn: Day
    let plannedUntil: Day
    let firstMetOn: Day?
    let ending: Ending?
    let endedAt: Date?
    let reached: Sealed<ReachedWords>?

    static let firstMeetingDays = 14, undoSeconds = 600.0, linkDays = 60.0, longestDays = 3653

    func person(_ side: Side) -> PersonID? { side == .need ? newcomer : volunteer }
    func side(of person: PersonID) -> Side? { Side.allCases.first { self.person($0) == person } }

    /// Whether an ending can still be taken back, before the thanks have left.
    func isUndoable(at now: Date) -> Bool { endedAt.map { now < $0 + Self.undoSeconds } ?? false }

    /// Whether personal links to it are closed, because it ended long ago.
    func isLongOver(at now: Date) -> Bool { endedAt.map { now > $0 + Self.linkDays * 86_400 } ?? false }

    /// Whether it can be planned to go on until this day: later than now planned, and at most ten years in all.
    func canBePlanned(until day: Day) -> Bool { plannedUntil < day && day.days(since: startedOn) <= Self.longestDays }

    /// Whether the two should have met by this day and nobody said that they have.
    func lacksFirstMeeting(on day: Day) -> Bool {
        status == .active && firstMetOn == nil && day.days(since: startedOn) >= Self.firstMeetingDays
    }
}

/// A time when the two met, wrote, or did not meet, as one side told it.
struct Meeting: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, CaseIterable { case met, wrote, missed }
    let side: Side
    let day: Day
    let kind: Kind
}

extension Program {
    /// When it is planned to end if it starts on this day.
    func plannedEnd(from day: Day) -> Day { day.adding(days: Int((Double(max(months, 1)) * 30.44).rounded())) }

    /// The roles whose requirements hold, all of them; none where nothing is asked of whoever gives it.
    ///
    /// Where a program names no role with children, the same role is enough, since the children are never there.
    func rolesAsked(isWithChildren: Bool) -> [String] {
        [role, isWithChildren ? roleWithChildren : nil].compactMap(\.self)
    }
}
