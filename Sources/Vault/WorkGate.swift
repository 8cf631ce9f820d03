import Foundation
import Synchronization

/// Lets a few pieces of heavy work run at a time on threads of their own, a few more wait, and refuses the rest at once.
///
/// Refusing is what keeps memory bounded: each piece in hand may hold 64 MiB.
final class WorkGate: Sendable {
    private let queue: OperationQueue
    private let state = Mutex((inside: 0, begun: 0))
    private let places: Int

    init(running: Int, waiting: Int) {
        places = running + waiting
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = running
    }

    /// How many pieces of work run or wait now.
    var count: Int { state.withLock { $0.inside } }
    /// How many were ever taken in.
    var begun: Int { state.withLock { $0.begun } }

    /// Throws `PasswordFailure.tooBusy` without running `work` where every place is taken.
    func run<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        try enter()
        defer { state.withLock { $0.inside -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }

    private func enter() throws(PasswordFailure) {
        let isFree = state.withLock { state in
            guard state.inside < places else { return false }
            state = (state.inside + 1, state.begun + 1)
            return true
        }
        guard isFree else { throw .tooBusy }
    }
}
