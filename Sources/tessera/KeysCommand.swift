import ArgumentParser
import Foundation
import House
import Logging
import Safekeeping
import Vault

/// What opens the data: shown, exchanged, locked.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Look after the keys: what lies under which, new ones in the place of old ones, a passphrase.",
        subcommands: [Status.self, Rotate.self, Lock.self, Show.self])

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what still lies under old keys, table by table. The last line is: left NUMBER")
        @OptionGroup var place: DataFolder

        func run() async throws {
            try place.requireHub()
            if FolderLock.isHeld(place.folder) { return print(try await HubRequest(data: place.folder).ask(["status"])) }
            try await place.withHub { open in
                print("root key: \(open.rootKey.isLocked ? "in \(place.keyFile), locked by a passphrase" : "in \(place.keyFile), which only its owner can read")")
                print(try await Rotation(hub: open.hub).status().lines.joined(separator: "\n"))
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put new keys in force at once, and move everything to them. Ended in the middle, it goes on when the hub is served or with the same command.")
        @Flag(help: "A new root key; the hub must be stopped.") var root = false
        @Flag(help: "New keys of the hub, under which the keys of people and its own secrets lie.") var hub = false
        @Flag(help: "A new key for each person, under which their fields lie.") var people = false
        @OptionGroup var place: DataFolder

        func run() async throws {
            try place.requireHub()
            let isAll = !root && !hub && !people, isServed = FolderLock.isHeld(place.folder)
            let parts = Set([hub || isAll ? Rotation.Part.hub : nil, people || isAll ? .people : nil].compactMap(\.self))
            guard !isServed || !(root || isAll) else {
                throw CommandProblem("A new root key is shown on this console, so the hub must be stopped for it. While it runs, name --hub, --people or both.")
            }
            if isServed { return print(try await HubRequest(data: place.folder).ask(["rotate"] + parts.map(\.rawValue), seconds: 3600)) }
            try await place.withHub { open in
                if root || isAll { try await newRoot(open) }
                if !parts.isEmpty { print(try await HubCommands(hub: open.hub).rotate(parts)) }
            }
        }

        /// At every moment one of the two files opens the hub: the next one lies beside the present one until the keys are under both.
        private func newRoot(_ open: OpenHub) async throws {
            let file = RootKeyFile(place.keyFile), new = RootKey()
            try file.prepare(try open.rootKey.with(new))
            try await open.hub.keyring.add(new, at: open.hub.now())
            try file.promote()
            try await open.hub.keyring.adopt(new)
            Console.say("""
                The new root key is in \(file.path). Print this line and keep it in a safe place:

                    \(new.printable)

                Backups of the keys that were made before open with the old one: keep its paper for \(BackupMaker.keysDays) days, then destroy it.
                """)
        }
    }

    struct Lock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "passphrase", abstract: "Lock the root key by a passphrase, change it, or take it away. The key itself stays what it is.")
        @Flag(help: "Take the passphrase away: the file alone opens the hub then.") var remove = false
        @OptionGroup var place: DataFolder

        func run() async throws {
            try place.requireHub()
            let file = RootKeyFile(place.keyFile)
            // A new root key that was on its way in comes in first, or it would bring its file back as it was.
            if case .some = try file.next() { try await place.withHub { _ in } }
            let root = try place.existingRoot().key
            if remove {
                try file.replace(with: .plain(root))
                return print("The root key lies in \(file.path) without a passphrase; only its owner can read it.")
            }
            guard let first = Console.askSecret("New passphrase: "), let second = Console.askSecret("The same once more: ") else { throw CommandProblem("No passphrase was given.") }
            if let problem = Passphrase.problem(with: first) { throw CommandProblem(problem) }
            guard first == second else { throw CommandProblem("The two are not the same. Nothing was changed.") }
            try file.replace(with: .locked(try LockedRootKey(root, by: Passphrase(first))))
            print("The passphrase opens the root key in \(file.path) from now on. It is asked for at each start; the printed root key still opens everything.")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "print", abstract: "Show the root key once more, to be printed.")
        @OptionGroup var place: DataFolder

        func run() async throws {
            try place.requireHub()
            print(try place.existingRoot().key.printable)
        }
    }
}
