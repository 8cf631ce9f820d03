import Foundation
import Glibc

/// Files that are there, with what is in them, after the power went, and that only their owner can read.
enum Disk {
    static func makeFolder(_ folder: URL) throws(BackupProblem) {
        guard mkdir(folder.path, 0o700) == 0 else { throw problem }
    }

    static func write(_ data: Data, to file: URL) throws {
        let whole = try WholeFile(file)
        try whole.write(data)
        try whole.finish()
    }

    /// Gives a folder its name, once all that is in it is on disk.
    static func publish(_ draft: URL, as name: URL) throws(BackupProblem) {
        try sync(draft)
        guard rename(draft.path, name.path) == 0 else { throw problem }
        try sync(name.deletingLastPathComponent())
    }

    static func sync(_ path: URL) throws(BackupProblem) {
        let file = open(path.path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw problem }
        defer { close(file) }
        guard fsync(file) == 0 else { throw problem }
    }

    static var problem: BackupProblem { errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? .full : .folder }
}

/// A new file, written piece by piece and on disk once it is finished.
final class WholeFile {
    private let descriptor: Int32
    private var length = 0

    init(_ file: URL) throws(BackupProblem) {
        descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Disk.problem }
    }

    deinit { close(descriptor) }

    func write(_ data: Data) throws(BackupProblem) {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Disk.problem }
            rest = rest.dropFirst(count)
        }
        length += data.count
    }

    /// - Returns: how many bytes it has.
    @discardableResult
    func finish() throws(BackupProblem) -> Int {
        guard fsync(descriptor) == 0 else { throw Disk.problem }
        return length
    }
}
