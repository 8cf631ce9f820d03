import Identity
import Localization
import Web

/// A list that a town may bring along: what its columns can be, and what is done with its rows.
public struct ListImport: Sendable {
    /// The last part of its address, such as `households`.
    public let name: String
    public let title: Message
    public let fields: [CSVField]
    public let roles: Set<Role>
    public let purpose: Purpose
    public let run: @Sendable (CSVTable, CSVMapping, String, Actor, _ isDryRun: Bool) async throws -> ImportReport

    public init(
        name: String, title: Message, fields: [CSVField], roles: Set<Role>, purpose: Purpose,
        run: @escaping @Sendable (CSVTable, CSVMapping, String, Actor, Bool) async throws -> ImportReport
    ) {
        (self.name, self.title, self.fields, self.roles, self.purpose, self.run) = (name, title, fields, roles, purpose, run)
    }
}
