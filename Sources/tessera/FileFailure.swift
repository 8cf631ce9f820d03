import Foundation

/// What the system says where a file or a folder can't be read, made or written, as an operator can use it: where, why, and what to do.
struct FileFailure {
    private let error: NSError

    /// Nil for any other failure.
    init?(_ failure: any Error) {
        error = failure as NSError
        guard error.domain == NSCocoaErrorDomain else { return nil }
    }

    /// The failure in words where it is one of a file; else as it is.
    static func told(_ failure: any Error) -> any Error { FileFailure(failure).map { CommandProblem($0.sentence) } ?? failure }

    private var sentence: String {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: "There is no room for \(place). Make room, or name another place."
        case EACCES, EPERM, EROFS: "\(place) is not open to whoever runs this command. Let them in, or name another place."
        case ENOENT, ENOTDIR: "There is no \(place), or it can't be made. Is its disk mounted, and is it written as it was meant?"
        case let code?: "\(place) can't be used: \(String(cString: strerror(code))). Look at it, or name another place."
        case nil: "\(place) can't be used. Look at it, or name another place."
        }
    }

    private var place: String { error.userInfo[NSFilePathErrorKey] as? String ?? (error.userInfo[NSURLErrorKey] as? URL)?.path ?? "the file" }

    private var code: Int32? {
        let cause = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
        return cause.flatMap { $0.domain == NSPOSIXErrorDomain ? Int32($0.code) : nil }
    }
}
