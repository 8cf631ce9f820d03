import Storage
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Files that are there, with what is in them, after the power went.
enum Disk {
    /// Makes an empty file only its owner can read, unless there is one; SQLite gives its side files the same rights.
    static func makePrivateFile(_ path: String) throws(StorageProblem) {
        let file = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw lastProblem() }
        close(file)
        try sync(folder(of: path))
    }

    static func removeFile(_ path: String) throws(StorageProblem) {
        guard unlink(path) == 0 || errno == ENOENT else { throw lastProblem() }
    }

    /// Puts a whole file in the place of another or of none.
    static func publish(_ partial: String, as path: String) throws(StorageProblem) {
        try sync(partial)
        guard rename(partial, path) == 0 else { throw lastProblem() }
        try sync(folder(of: path))
    }

    private static func sync(_ path: String) throws(StorageProblem) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw lastProblem() }
        defer { close(file) }
        guard fsync(file) == 0 else { throw lastProblem() }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func lastProblem() -> StorageProblem {
        switch errno {
        case ENOSPC, EDQUOT: .full
        case EIO, EFBIG: .disk
        default: .other(code: "errno \(errno)")
        }
    }
}
