import Foundation
import House
import Logging
import ServiceLifecycle
import Storage

/// A backup of a hub that is open, made by the process that has it open: copies, opened and checked, with their hashes.
struct BackupMaker: Sendable {
    let open: OpenHub

    @discardableResult
    func make(in folder: URL) async throws -> BackupManifest {
        guard !FileManager.default.fileExists(atPath: folder.path) else { throw CommandProblem("\(folder.path) is there already. Name a new folder.") }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // The keys last: a key that no record uses yet does no harm, a record without its key would be lost.
        try await open.hub.archive.database.backup(to: folder.appending(path: "hub.sqlite").path)
        try await open.keys.backup(to: folder.appending(path: "keys.sqlite").path)
        for file in BackupManifest.kept { try await BackupCheck.run(folder.appending(path: file)) }
        let manifest = try BackupManifest(folder: folder)
        try manifest.write(to: folder)
        return manifest
    }
}

/// What `tessera backup` asks of a hub that runs: a file in the data folder that names where the copy goes.
struct BackupRequest: Sendable {
    private let file: URL
    init(data: URL) { file = data.appending(path: "backup.request") }

    func ask(for folder: URL) throws { try Data(folder.path.utf8).write(to: file, options: .atomic) }
    var target: URL? { (try? String(contentsOf: file, encoding: .utf8)).map { URL(filePath: $0, directoryHint: .isDirectory) } }
    func clear() { try? FileManager.default.removeItem(at: file) }
    var isPending: Bool { FileManager.default.fileExists(atPath: file.path) }
}

/// Looks every second whether a backup is asked for, while the hub is served.
struct BackupService: Service {
    let maker: BackupMaker
    let request: BackupRequest
    let logger: Logger

    func run() async throws {
        request.clear()
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(1))
                guard let folder = request.target else { continue }
                do { try await maker.make(in: folder) } catch { logger.error("backup failed", metadata: ["kind": "\(type(of: error))"]) }
                request.clear()
            }
        }
    }
}
