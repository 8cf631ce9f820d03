import Identity
import Localization
import Storage
import Web

/// A list that a town may bring along: what its columns can be, and what is done with its rows.
public struct ListImport: Sendable {
    /// The last part of its address, such as `households`.
    public let name: String
    public let title: Message
    public let fields: [CSVField]
    public let roles: Set<Role>
    public let purpose: Purpose
    /// Whether this person came with such a list.
    public let brought: Brought
    public let run: Run

    /// Gets the table, how it is read, what the file is called, who brings it in, whether it is only tried, and whom to
    /// tell how many rows of how many are done.
    public typealias Run = @Sendable (
        CSVTable, CSVMapping, _ file: String, Actor, _ isDryRun: Bool, _ progress: @escaping ImportProgress
    ) async throws -> ImportReport

    public typealias Brought = @Sendable (PersonID, any Connection) throws -> Bool

    public init(
        name: String, title: Message, fields: [CSVField], roles: Set<Role>, purpose: Purpose, brought: @escaping Brought = { _, _ in false },
        run: @escaping Run
    ) {
        (self.name, self.title, self.fields, self.roles, self.purpose, self.brought, self.run) = (name, title, fields, roles, purpose, brought, run)
    }
}
