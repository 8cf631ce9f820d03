import Trust

/// The two columns of the standard that may name a person: published by the organization itself, so kept in clear.
enum HSDSContact {
    static let name = entry("name")
    static let email = entry("email")

    private static func entry(_ column: String) -> FieldEntry {
        FieldEntry(
            table: "contacts", column: column, kind: .contact, purposes: [.administration], basis: .legitimateInterest,
            retention: RetentionPeriod(days: 90, after: .serviceClosed), sensitivity: .ordinary, owner: .administrator)
    }
}
