import Foundation
import House
import Identity
import Logging
import Safekeeping
import ServiceLifecycle

/// Looks every second whether a command asks something of the hub that is served here.
struct RequestService: Service {
    let hub: Hub
    let request: HubRequest

    func run() async throws {
        request.clear()
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(1))
                guard let words = request.words else { continue }
                let result: Result<String, any Error>
                do { result = .success(try await answer(words)) } catch { result = .failure(error) }
                do { try request.reply(result) } catch { hub.logger.error("no answer to a command", metadata: ["kind": "\(type(of: error))"]) }
            }
        }
    }

    private func answer(_ words: [String]) async throws -> String {
        switch words.first {
        case "backup": return try await HubCommands(hub: hub).backup(to: words.count > 1 ? words[1] : nil)
        case "status": return try await Rotation(hub: hub).status().lines.joined(separator: "\n")
        case "rotate": return try await HubCommands(hub: hub).rotate(Set(words.dropFirst().compactMap(Rotation.Part.init)))
        default: throw CommandProblem("The hub that runs is of another version than this command. Stop it, or use its own.")
        }
    }
}

/// What commands do with an open hub, here or in the process that serves it.
struct HubCommands: Sendable {
    let hub: Hub

    /// - Parameter folder: nil for those of the settings. Throws `BackupProblem`, or `CommandProblem` where none are set.
    func backup(to folder: String?) async throws -> String {
        guard let folder else {
            guard BackupMaker(hub: hub) != nil else {
                throw CommandProblem("Name a folder, or set two for every hour with: tessera settings --backup-folder, --keys-folder")
            }
            let isHeld = try await Backups(hub: hub).make()
            return "The hub was backed up to \(hub.settings.value.backupFolder) and \(hub.settings.value.keysFolder)." + (isHeld ? "\n\(BackupMaker.heldSentence)" : "")
        }
        let place = URL(filePath: folder, directoryHint: .isDirectory), data = place.appending(path: "data"), keys = place.appending(path: "keys")
        for folder in [data, keys] {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let made = try await BackupMaker(hub: hub, data: data, keys: keys).make()
        let lines = made.sets.map { "\($0.folder.path): \($0.manifest.length) bytes" }
        return (lines + (made.isHeld ? [BackupMaker.heldSentence] : [])).joined(separator: "\n")
    }

    /// Puts new keys in force and moves everything to them.
    func rotate(_ parts: Set<Rotation.Part>) async throws -> String {
        let rotation = Rotation(hub: hub)
        try await rotation.begin(parts, by: .atTheConsole(of: try await hub.ownOrganization()))
        try await rotation.pass()
        return try await rotation.status().lines.joined(separator: "\n")
    }
}
