import ArgumentParser
import Foundation
import House
import Identity
import Logging
import Safekeeping
import Vault

/// Copies a hub, while it runs or not, sealed to a key that is not on the machine.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Back up the hub, and make the key that opens its backups.", subcommands: [Now.self, Key.self], defaultSubcommand: Now.self)

    struct Now: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Back up the hub now. Its root key is not in the backup: keep that apart.")
        @Argument(help: "The folder to back up to; by default the two of the settings.") var target: String?
        @OptionGroup var place: DataFolder

        func run() async throws {
            try place.requireHub()
            let folder = target.map { URL(filePath: $0, directoryHint: .isDirectory).standardizedFileURL.path }
            if FolderLock.isHeld(place.folder) {
                print(try await HubRequest(data: place.folder).ask(["backup"] + (folder.map { [$0] } ?? [])))
            } else {
                try await place.withHub { print(try await HubCommands(hub: $0.hub).backup(to: folder)) }
            }
        }
    }

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the key that opens the backups made from now on, and print it once. The hub keeps only its public half.")
        @OptionGroup var place: DataFolder

        func run() async throws {
            try place.requireHub()
            try await place.withHub { open in
                let hadOne = !open.hub.settings.value.backupKey.isEmpty
                let key = try await Backups(hub: open.hub).makeKey(by: .atTheConsole(of: try await open.hub.ownOrganization()))
                Console.say("""
                    The key that opens the backups made from now on. Print it, and keep it away from this machine and from the backups:

                        \(key.printable)

                    It is not kept anywhere else, and can't be shown again.
                    """)
                if hadOne { print("Backups made before open with the key that was printed before: keep that as long as you keep them.") }
            }
        }
    }
}
