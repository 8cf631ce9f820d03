import ArgumentParser
import Foundation
import House
import Logging

/// Copies a hub, while it runs or not, into a folder that `restore` can check.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a checked copy of the hub to a new folder. The root key is not in it: keep that apart.")
    @Argument(help: "The folder to make.") var target: String
    @OptionGroup var place: DataFolder

    func run() async throws {
        guard place.postgres == nil else { throw CommandProblem("On PostgreSQL, back up with pg_dump, and keep a copy of \(place.keysFile).") }
        let folder = URL(filePath: target, directoryHint: .isDirectory).standardizedFileURL
        guard !FileManager.default.fileExists(atPath: folder.path) else { throw CommandProblem("\(folder.path) is there already. Name a new folder.") }
        try place.requireHub()
        if FolderLock.isHeld(place.folder) { try await askTheHub(folder) } else {
            if !FileManager.default.fileExists(atPath: place.erasedFile) {
            print("There is no list of erasures in \(place.erasedFile). If anybody was erased since this backup, put it there and run: tessera erase-again")
        }
        let open = try await place.open(logger: Logger(label: "tessera"))
            try await BackupMaker(open: open).make(in: folder)
            try await open.close()
        }
        print("The hub was copied to \(folder.path), and the copy checked.")
    }

    /// The process that serves the hub makes the copy: two processes must not have its files open.
    private func askTheHub(_ folder: URL) async throws {
        let request = BackupRequest(data: place.folder)
        try request.ask(for: folder)
        for _ in 0..<600 where request.isPending { try await Task.sleep(for: .seconds(1)) }
        guard !request.isPending, (try? BackupManifest(writtenIn: folder)) != nil else {
            request.clear()
            throw CommandProblem("The hub that runs made no backup. Its log says why.")
        }
    }
}

/// Puts a copy in place of a missing hub, after checking every byte of it.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Put a backup in place, into a folder that holds no hub yet.")
    @Argument(help: "The folder that `backup` made.") var source: String
    @Flag(help: "Only check the backup; put nothing in place.") var verify = false
    @OptionGroup var place: DataFolder

    func run() async throws {
        let folder = URL(filePath: source, directoryHint: .isDirectory).standardizedFileURL
        let manifest = try BackupManifest(writtenIn: folder)
        guard try BackupManifest(folder: folder) == manifest else {
            throw CommandProblem("The backup in \(folder.path) is damaged: its files are not those that were written. Use another one.")
        }
        if verify { return print("The backup is whole.") }
        guard !FileManager.default.fileExists(atPath: place.hubFile) else {
            throw CommandProblem("\(place.folder.path) holds a hub already. Restore into another folder with --data.")
        }
        guard FileManager.default.fileExists(atPath: place.keyFile) else {
            throw CommandProblem("The root key of this hub must be in \(place.keyFile) first, or name it with --key.")
        }
        try FileManager.default.createDirectory(at: place.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for file in manifest.files.keys {
            try FileManager.default.copyItem(at: folder.appending(path: file), to: place.folder.appending(path: file))
        }
        let open = try await place.open(logger: Logger(label: "tessera"))
        let erased = try await open.hub.reapplyErasures()
        try await open.close()
        print("The hub was restored to \(place.folder.path) and opens with its key. Erased since the backup, and now again: \(erased).")
    }
}
