import Glibc

/// A file read in place: the pages that were read are given back on the way, so a large file takes little memory.
public struct MappedFile: ~Copyable {
    private let base: UnsafeMutableRawPointer?
    private let count: Int

    /// - Throws: a `FileProblem` when there is no such file or it cannot be read.
    public init(_ path: String) throws(FileProblem) {
        (base, count) = try Self.map(path)
    }

    private static func map(_ path: String) throws(FileProblem) -> (UnsafeMutableRawPointer?, Int) {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw .unreadable(path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path) }
        let count = Int(status.st_size)
        guard count > 0 else { return (nil, 0) }
        guard let found = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), found != MAP_FAILED else { throw .unreadable(path) }
        madvise(found, count, MADV_SEQUENTIAL)
        return (found, count)
    }

    deinit {
        if let base { munmap(base, count) }
    }

    public var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base?.assumingMemoryBound(to: UInt8.self), count: base == nil ? 0 : count)
    }

    /// The first bytes are not needed for now; reading them again fetches them from the file.
    public func release(upTo position: Int) {
        let page = Int(getpagesize())
        if let base { madvise(base, position / page * page, MADV_DONTNEED) }
    }
}
