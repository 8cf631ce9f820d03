import Foundation
import Identity
import People
import Vault

public enum NeedKind: Sendable {}
public typealias NeedID = ID<NeedKind>

/// What a household seeks, in one program.
public struct Need: Sendable {
    public enum Urgency: Int, Sendable, Hashable, Comparable, CaseIterable {
        case canWait = 0, soon = 1, urgent = 2
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }
    /// Whom someone wishes to be helped by.
    public enum GenderWish: String, Sendable, Hashable, CaseIterable {
        case any, woman, man
    }
    /// What has to be thought of because of a disability, as far as it was said.
    public enum Access: String, Sendable, Hashable, CaseIterable {
        case none, stepFree = "step_free", other
    }
    public enum Closing: String, Sendable, Hashable, CaseIterable {
        case met, withdrawn, moved, other
    }
    public let id: NeedID
    public let organization: OrganizationID
    public let household: HouseholdID
    /// Who is asked, and whom it is mostly for.
    public let person: PersonID
    public let program: String
    public var urgency: Urgency
    public var genderWish: GenderWish
    public let openedOn: Day
    /// Nil while it is open.
    public var closing: Closing?
    /// Counts its changes from 1, so that nobody writes over what they have not seen.
    public var version = 1
    public var access = Access.none
    public var isOpen: Bool { closing == nil }
}
