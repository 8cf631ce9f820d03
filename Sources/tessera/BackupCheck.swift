import Foundation
import SQLiteEngine

/// Opens a copy and lets the engine read all of it.
enum BackupCheck {
    static func run(_ file: URL) async throws {
        let copy = try SQLiteDatabase(path: file.path)
        let problems = try await copy.faults(.pages)
        try await copy.close()
        for rest in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + rest) }
        guard problems.isEmpty else { throw CommandProblem("The copy \(file.lastPathComponent) is damaged, and so may be the hub itself: run doctor.") }
    }
}
