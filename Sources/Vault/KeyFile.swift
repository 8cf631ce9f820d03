import Glibc

/// A small file that holds a secret and is readable by its owner only.
struct KeyFile {
    let path: String

    /// The text of the file, at most 4 KiB of it.
    ///
    /// Asks about the opened file, not the path, so that the file cannot be exchanged between question and reading.
    func text() throws(KeyProblem) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw errno == ENOENT ? .missing(file: path) : failure }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .file(path, reason: "it is no file") }
        guard status.st_mode & 0o077 == 0 else { throw .exposed(file: path) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(file, &bytes, bytes.count)
        guard count >= 0 else { throw failure }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Writes a file that is there whole or not at all, and never over another one.
    ///
    /// `link` fails where the name is taken, while `rename` would replace what is there.
    func write(_ text: String) throws(KeyProblem) {
        let draft = path + "." + Secret.digits(12)
        try writeDraft(text, to: draft)
        defer { unlink(draft) }
        guard link(draft, path) == 0 else { throw errno == EEXIST ? .alreadyThere(file: path) : failure }
        try syncFolder()
    }

    /// Writes a file in the place of what is there: at every moment the one or the other is there whole.
    func replace(with text: String) throws(KeyProblem) {
        let draft = path + "." + Secret.digits(12)
        try writeDraft(text, to: draft)
        try KeyFile(path: draft).move(to: path)
    }

    func move(to target: String) throws(KeyProblem) {
        guard rename(path, target) == 0 else { throw failure }
        try KeyFile(path: target).syncFolder()
    }

    func remove() { unlink(path) }

    private func writeDraft(_ text: String, to draft: String) throws(KeyProblem) {
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
        guard file >= 0 else { throw failure }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fchmod(file, 0o400) == 0, fsync(file) == 0 else {
            unlink(draft)
            throw failure
        }
    }

    /// A new name is durable only once its folder is.
    private func syncFolder() throws(KeyProblem) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let name = parts.isEmpty ? "." : parts.joined(separator: "/")
        let folder = open(name.isEmpty ? "/" : name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure }
    }

    private var failure: KeyProblem { .file(path, reason: String(cString: strerror(errno))) }
}
