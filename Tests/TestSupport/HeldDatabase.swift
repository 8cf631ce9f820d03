import Storage
import Synchronization

/// Any database, whose writes a test counts, holds back, and lets fail.
public final class HeldDatabase: Database {
    private let inner: any Database
    private let state = Mutex(State())

    private struct State {
        var writes = 0, isHeld = false, failure: StorageProblem?
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    public init(_ inner: any Database) { self.inner = inner }

    public var engine: EngineKind { inner.engine }
    /// How many were begun.
    public var writes: Int { state.withLock { $0.writes } }
    /// From now on writes wait until they are let go.
    public func hold() { state.withLock { $0.isHeld = true } }
    public func fail(with problem: StorageProblem?) { state.withLock { $0.failure = problem } }

    public func letGo() {
        let waiting = state.withLock { state in
            defer { (state.isHeld, state.waiting) = (false, []) }
            return state.waiting
        }
        waiting.forEach { $0.resume() }
    }

    public func read<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await inner.read(work)
    }

    public func write<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                state.writes += 1
                if state.isHeld { state.waiting.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
        if let failure = state.withLock({ $0.failure }) { throw failure }
        return try await inner.write(work)
    }

    public func close() async throws { try await inner.close() }
    public func faults(_ depth: CheckDepth) async throws -> [String] { try await inner.faults(depth) }
    public func backup(to file: String) async throws { try await inner.backup(to: file) }
}
