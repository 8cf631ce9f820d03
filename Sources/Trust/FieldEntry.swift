import Identity
import Vault

/// What kind of fact a personal field holds; the access decision is taken per class, not per column.
public enum FieldClass: String, Sendable, Hashable, CaseIterable {
    /// Names.
    case identity
    /// Birth dates: told to others as a band of years only.
    case birth
    /// Whether someone is under 18, or may be: learnt of a birth, and nothing more of it.
    case majority
    /// Ways to reach someone: e-mail, phone, address.
    case contact
    /// Languages, household, needs, availability.
    case circumstances
    /// What staff wrote.
    case notes
    /// What is said and written about how people get on with each other: reasons, check-ins, endings.
    case supervision
    /// Why someone opened a record in an emergency, and what the officer found.
    case emergency
    /// A concern that someone raised, and what was answered.
    case concern
    /// What someone needs to be protected from: closed a second time, to all but those who are named to read it.
    case protection
    /// Who someone is as a user of this program: a worker's name and sign-in address.
    case account
    /// What someone asked of whoever answers for data protection, and what was answered.
    case request
    /// What someone proves themselves with: nobody but its owner opens it, to sign in.
    case proof
}

/// Where what is held about someone came from (GDPR, Article 15(1)(g)).
public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// They wrote it themselves, or told it to staff.
    case person
    case staff
    /// A list that was kept before and brought in.
    case list
    /// Someone whom they named, such as a reference.
    case named
    /// The program worked it out, or wrote down that it happened.
    case program
}

extension FieldClass {
    /// Where fields of this class come from as a rule.
    var usualOrigins: Set<Origin> {
        switch self {
        case .identity, .birth, .majority, .contact, .circumstances, .proof: [.person]
        case .notes, .emergency, .protection: [.staff]
        case .supervision, .concern, .account, .request: [.person, .staff]
        }
    }
}

/// Why the law allows a field to be held (GDPR, Article 6).
public enum LawfulBasis: String, Sendable, Hashable, CaseIterable {
    case consent, contract, legalObligation = "legal_obligation", vitalInterest = "vital_interest"
    case publicTask = "public_task", legitimateInterest = "legitimate_interest"
}

public enum Sensitivity: String, Sendable, Hashable, CaseIterable {
    case ordinary, sensitive, special
}

/// One line of the register of personal data: a column, and what gives us the right to hold it.
///
/// Export, erasure, retention and the register of processing are derived from these entries.
public struct FieldEntry: Sendable, Hashable {
    public let table: String, column: String
    public let kind: FieldClass
    public let purposes: Set<Purpose>
    public let basis: LawfulBasis
    public let retention: RetentionPeriod
    public let sensitivity: Sensitivity
    /// Whose work it is: they answer for that it is right, needed, and gone in time.
    public let owner: Role
    /// Where its values lie, of a sealed column; nil for one that is not.
    public private(set) var sealing: SealedPlace?
    /// Where its values come from.
    public private(set) var origins: Set<Origin>

    /// - Parameter owner: the role that answers for the field; each belongs to somebody.
    public init(
        table: String, column: String, kind: FieldClass, purposes: Set<Purpose>, basis: LawfulBasis,
        retention: RetentionPeriod, sensitivity: Sensitivity, owner: Role, sealing: SealedPlace? = nil
    ) {
        (self.sealing, origins) = (sealing, kind.usualOrigins)
        (self.table, self.column, self.kind, self.purposes) = (table, column, kind, purposes)
        (self.basis, self.retention, self.sensitivity, self.owner) = (basis, retention, sensitivity, owner)
    }
}

extension FieldEntry {
    /// The same entry, of a column that is sealed.
    public func sealed(_ place: SealedPlace = .own) -> FieldEntry {
        var entry = self
        entry.sealing = place
        return entry
    }

    /// The same entry, of values that come from elsewhere than is usual for their class.
    public func from(_ origin: Origin) -> FieldEntry {
        var entry = self
        entry.origins = [origin]
        return entry
    }
}

/// A sealed field that is in the register: without an `entry` the type does not conform, and nothing can be sealed as it.
public protocol PersonalField: SealedColumn {
    static var entry: FieldEntry { get }
}

extension PersonalField {
    public static var table: String { entry.table }
    public static var column: String { entry.column }
}
