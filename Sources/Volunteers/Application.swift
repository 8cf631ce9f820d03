import Foundation
import Identity
import Localization
import Vault

public enum ApplicationKind: Sendable {}
public typealias ApplicationID = ID<ApplicationKind>

/// Someone's offer to help, from the day it was sent. How far it has come follows from what was shown; it is never typed.
public struct Application: Sendable {
    public enum Status: String, Sendable, CaseIterable {
        case open, withdrawn, closed
    }

    /// Why the hub ended it, in words the person can be told.
    public enum ClosingReason: String, Sendable, CaseIterable {
        case noRoleNow = "no_role_now"
        case noAnswer = "no_answer"
        case moved
        case ownWish = "own_wish"
        case requirement
    }

    public let id: ApplicationID
    public let person: PersonID
    public private(set) var status: Status
    public private(set) var reason: ClosingReason?
    let initials: Sealed<ApplicantInitials>
    let details: Sealed<ApplicationDetailsField>
    public let createdAt: Date

    init(id: ApplicationID, person: PersonID, status: Status = .open, reason: ClosingReason? = nil,
         initials: Sealed<ApplicantInitials>, details: Sealed<ApplicationDetailsField>, createdAt: Date) {
        (self.id, self.person, self.status, self.reason) = (id, person, status, reason)
        (self.initials, self.details, self.createdAt) = (initials, details, createdAt)
    }

    mutating func close(_ reason: ClosingReason) throws(VolunteerProblem) {
        guard status == .open else { throw .alreadyEnded }
        (status, self.reason) = (.closed, reason)
    }

    /// The person takes the offer back.
    mutating func withdraw() throws(VolunteerProblem) {
        guard status == .open else { throw .alreadyEnded }
        (status, reason) = (.withdrawn, nil)
    }

    /// Opens again what the hub had ended; what the person took back is theirs to offer anew.
    mutating func reopen() throws(VolunteerProblem) {
        guard status != .open else { throw .notEnded }
        guard status == .closed else { throw .alreadyEnded }
        (status, reason) = (.open, nil)
    }
}

/// What else someone told with their offer; stored as one sealed text.
public struct ApplicationDetails: Codable, Sendable, Equatable {
    public var place = ""
    public var travel: [String] = []
    /// As earlier versions kept it; by now it stands with the person.
    public var birthYear: Int?
    /// Languages as typed that no code was found for.
    public var otherLanguages = ""
    /// Columns of an imported list that have no field here, and values that could not be read, as they stood.
    public var extra: [String: String] = [:]

    public init() {}
}
