import Foundation
import Identity
import Localization
import Trust
import Vault

public enum HouseholdKind: Sendable {}
/// People who live and are helped together.
public typealias HouseholdID = ID<HouseholdKind>

/// Anyone served or serving, as stored: what tells who they are stays sealed until it is opened for a reason.
public struct Person: Sendable {
    public let id: PersonID
    public let organization: OrganizationID
    public let household: HouseholdID?
    public let givenName: Sealed<GivenName>
    public let familyName: Sealed<FamilyName>?
    public let birthDate: Sealed<BirthDate>?
    public let gender: Sealed<Gender.Field>?
    public let isHead: Bool
    public let updatedAt: Date
    let version: Int
}

/// What is written down about a person, in clear, on its way to being sealed.
public struct PersonDetails: Sendable, Equatable {
    public var givenName: String
    public var familyName: String
    public var birth: Birth?
    public var gender: Gender

    public init(givenName: String, familyName: String = "", birth: Birth? = nil, gender: Gender = .unknown) {
        (self.givenName, self.familyName, self.birth, self.gender) = (givenName.onOneLine, familyName.onOneLine, birth, gender)
    }

    public var fullName: String { familyName.isEmpty ? givenName : "\(givenName) \(familyName)" }
}

public enum Gender: String, Sendable, CaseIterable {
    case woman, man, other, unknown

    public enum Field: PersonalField {
        public static let entry = FieldEntry(
            table: "persons", column: "gender", kind: .circumstances, purposes: [.casework, .volunteering, .matching, .ownFile],
            basis: .publicTask, retention: .afterClosing, sensitivity: .sensitive, owner: .caseWorker)
        .sealed(.row("id", of: "id"))
    }
}

public enum GivenName: PersonalField {
    public static let entry = FieldEntry(
        table: "persons", column: "given_name", kind: .identity, purposes: [.casework, .volunteering, .matching, .safeguarding, .protection, .ownFile],
        basis: .publicTask, retention: .afterClosing, sensitivity: .sensitive, owner: .caseWorker).sealed(.row("id", of: "id"))
}

public enum FamilyName: PersonalField {
    public static let entry = FieldEntry(
        table: "persons", column: "family_name", kind: .identity, purposes: [.casework, .volunteering, .safeguarding, .protection, .ownFile],
        basis: .publicTask, retention: .afterClosing, sensitivity: .sensitive, owner: .caseWorker).sealed(.row("id", of: "id"))
}

public enum BirthDate: PersonalField {
    public static let entry = FieldEntry(
        table: "persons", column: "birth_date", kind: .birth, purposes: [.casework, .volunteering, .matching, .ownFile],
        basis: .publicTask, retention: .afterClosing, sensitivity: .sensitive, owner: .caseWorker).sealed(.row("id", of: "id"))
}

/// Columns of a town's own list that have no place of their own yet, kept as they stood, as JSON.
public enum ImportedExtra: PersonalField {
    public static let entry = FieldEntry(
        table: "persons", column: "extra", kind: .notes, purposes: [.casework, .volunteering, .ownFile],
        basis: .publicTask, retention: .afterClosing, sensitivity: .special, owner: .caseWorker).sealed(.row("id", of: "id")).from(.list)
}

extension RetentionPeriod {
    /// Two years after the last work with someone ended.
    static let afterClosing = RetentionPeriod(days: 730, after: .workEnded)
}
