import ArgumentParser

@main
struct Tessera: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "The hub on which a town runs refugee integration.",
        subcommands: [Serve.self, Demo.self, Import.self, Admin.self, SettingsCommand.self, Doctor.self, AuditCommand.self, MatchCommand.self, Backup.self, Restore.self, CatalogUpdate.self])
}
