import Foundation

/// Keeps a second process away from a hub's files: two of them would not see each other's keys, and one could
/// damage what the other writes. Held until the process ends, however it ends.
struct FolderLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `CommandProblem` where another process holds the folder, `CocoaError` where nothing can be written there.
    init(_ folder: URL) throws {
        guard let taken = try Self.take(folder) else {
            throw CommandProblem("The hub in \(folder.path) is running. Stop it first; lists can also be brought in with the browser while it runs.")
        }
        descriptor = taken
    }

    /// What the last process to hold the folder left here; nothing after this, whatever becomes of this process.
    func takeState() -> FolderState {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        ftruncate(descriptor, 0)
        fsync(descriptor)
        return FolderState(text: String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    }

    /// For the next to hold the folder. Where it can't be written, the next start looks through every page.
    func leave(_ state: FolderState) {
        let bytes = Array(state.text.utf8)
        if pwrite(descriptor, bytes, bytes.count, 0) == bytes.count { fsync(descriptor) } else { ftruncate(descriptor, 0) }
    }

    static func isHeld(_ folder: URL) -> Bool {
        // Where it can't be looked at, whoever opens the hub is told why.
        do {
            guard let taken = try take(folder) else { return true }
            close(taken)
            return false
        } catch { return false }
    }

    /// Nil where another process has it.
    private static func take(_ folder: URL) throws -> Int32? {
        let file = folder.appending(path: ".lock").path, descriptor = open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file, NSUnderlyingErrorKey: POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)])
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
