import ArgumentParser
import Vault

struct Tessera: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "The hub on which a town runs refugee integration.",
        subcommands: [Serve.self, Demo.self, Import.self, Admin.self, SettingsCommand.self, Doctor.self, AuditCommand.self, KeysCommand.self, Backup.self, Restore.self, CatalogUpdate.self])
}

@main
enum Program {
    /// Before anything is read that nobody else should see.
    static func main() async {
        Memory.close()
        await Tessera.main()
    }
}
