import ArgumentParser

@main
enum Program {
    static func main() async {
        OwnProcess.prepare()
        do {
            var command = try await Tessera.asyncParseAsRoot()
            if var waiting = command as? any AsyncParsableCommand { try await waiting.run() } else { try command.run() }
        } catch { Tessera.exit(withError: FileFailure.told(error)) }
    }
}

struct Tessera: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "The hub on which a town runs refugee integration.",
        subcommands: [Serve.self, Demo.self, Import.self, Admin.self, SettingsCommand.self, Doctor.self, AuditCommand.self, KeysCommand.self, MatchCommand.self, Backup.self, Restore.self, EraseAgain.self, CatalogUpdate.self])
}
