import Identity
import Trust
import Vault

/// A way to reach someone, and whether it is safe to use.
public struct ContactWay: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case phone, message, email, letter, desk
    }
    public let id: String
    public let kind: Kind
    public let value: Sealed<ContactValue>
    /// When and how it is safe, in the person's own words.
    public let words: Sealed<ContactWords>?
    public let isSafe: Bool
}

/// A way of contact in clear, on its way to being sealed.
public struct ContactDetails: Sendable, Equatable {
    public var kind: ContactWay.Kind
    public var value: String
    public var words: String
    public var isSafe: Bool

    public init(kind: ContactWay.Kind, value: String, words: String = "", isSafe: Bool) {
        (self.kind, self.value, self.words, self.isSafe) = (kind, value, words, isSafe)
    }
}

public enum ContactValue: PersonalField {
    public static let entry = FieldEntry(
        table: "contact_ways", column: "value", kind: .contact, purposes: [.casework, .volunteering, .matching, .safeguarding, .messaging, .dataProtection, .ownFile],
        basis: .publicTask, retention: .afterClosing, sensitivity: .sensitive, owner: .caseWorker).sealed()
}

public enum ContactWords: PersonalField {
    public static let entry = FieldEntry(
        table: "contact_ways", column: "words", kind: .contact, purposes: [.casework, .volunteering, .matching, .ownFile],
        basis: .publicTask, retention: .afterClosing, sensitivity: .special, owner: .caseWorker).sealed()
}
