import ArgumentParser

@main
enum Program {
    static func main() async {
        OwnProcess.prepare()
        await Tessera.main()
    }
}

struct Tessera: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "The hub on which a town runs refugee integration.",
        subcommands: [Serve.self, Demo.self, Import.self, Admin.self, SettingsCommand.self, Doctor.self, AuditCommand.self, KeysCommand.self, MatchCommand.self, Backup.self, Restore.self, EraseAgain.self, CatalogUpdate.self])
}
