import Foundation
import Vault

/// What this program settles with the system before it opens anything.
enum OwnProcess {
    static func prepare() {
        leaveNoMemoryBehind()
        // A limit on the size of files is a write that fails, and not the end of the program.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// A crash leaves no copy of the memory, where keys and opened records are: no core file, and nothing in one that a
    /// machine makes all the same, because it hands crashes to a program of its own.
    private static func leaveNoMemoryBehind() {
        // Before the process is closed, which takes the file away from its user.
        try? Data("0".utf8).write(to: URL(filePath: "/proc/self/coredump_filter"))
        Memory.close()
        // Swift's runtime would print registers, and what lies in memory where they point. Who looks for a fault asks for it.
        guard ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] == nil else { return }
        for crash in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGBUS, SIGSEGV] { signal(crash, SIG_DFL) }
    }
}
