import Foundation
import Identity
import Logging

/// Work that takes longer than anyone waits for a page: one piece at a time for each organization, done apart from any request.
///
/// A piece stores what it does step by step. Stopped half-way, it has done what it told of, and the rest is still to be done.
public actor LongWork {
    public enum Standing: Sendable, Equatable {
        /// 0 of 0 until it is known how much there is to do.
        case working(done: Int, all: Int)
        /// Told for a while after the end, to whoever comes back.
        case over(End)
    }
    public enum End: Sendable, Equatable {
        /// All was gone through; so much of it could not be done.
        case done(left: Int)
        /// It stopped half-way for what nobody foresaw, such as a database that did not answer; it stands in the log of the program.
        case failed
    }
    /// Tells how far it is; throws where the work is to stop.
    public typealias Tell = @Sendable (_ done: Int, _ all: Int) async throws -> Void

    private struct Piece {
        var standing = Standing.working(done: 0, all: 0)
        var endedAt: Date?
        var task: Task<Void, Never>?
    }
    private let logger: Logger
    private let now: @Sendable () -> Date
    private var pieces: [OrganizationID: Piece] = [:]
    private var isStopped = false
    /// Seconds for which the end is told.
    static let longest = 600.0

    init(logger: Logger, now: @escaping @Sendable () -> Date) { (self.logger, self.now) = (logger, now) }

    /// Begins a piece; where one is under way already, that one goes on, and two clicks are one.
    ///
    /// - Parameter work: gives how much could not be done.
    public func begin(for organization: OrganizationID, _ work: @escaping @Sendable (@escaping Tell) async throws -> Int) {
        if case .working? = standing(of: organization) { return }
        guard !isStopped else { return }
        pieces[organization] = Piece()
        // Below what people wait for, and not on this actor, which answers them.
        pieces[organization]?.task = Task.detached(priority: .utility) { [logger] in
            do {
                await self.end(organization, .done(left: try await work { try await self.tell(organization, $0, $1) }))
            } catch is CancellationError {
                await self.end(organization, nil)
            } catch {
                logger.error("work not done", metadata: ["kind": "\(String(reflecting: type(of: error)))"])
                await self.end(organization, .failed)
            }
        }
    }

    /// How it stands with the work of an organization; nil where there is none.
    public func standing(of organization: OrganizationID) -> Standing? {
        if let endedAt = pieces[organization]?.endedAt, now().timeIntervalSince(endedAt) > Self.longest { pieces[organization] = nil }
        return pieces[organization]?.standing
    }

    /// How it ended, told once; nil while it goes on.
    public func takeEnd(of organization: OrganizationID) -> End? {
        guard case .over(let end)? = standing(of: organization) else { return nil }
        pieces[organization] = nil
        return end
    }

    /// Waits up to two seconds for the end, so that nobody waits before a page for a few things.
    public func settle(_ organization: OrganizationID) async {
        let end = ContinuousClock.now + .seconds(2)
        while case .working? = standing(of: organization), ContinuousClock.now < end {
            do { try await Task.sleep(for: .milliseconds(10)) } catch { return }
        }
    }

    /// Stops what is under way, and returns once it has.
    public func stop() async {
        isStopped = true
        for task in pieces.values.compactMap(\.task) { await task.value }
    }

    private func tell(_ organization: OrganizationID, _ done: Int, _ all: Int) throws {
        if isStopped { throw CancellationError() }
        pieces[organization]?.standing = .working(done: done, all: all)
    }

    /// - Parameter end: nil where it was told to stop.
    private func end(_ organization: OrganizationID, _ end: End?) {
        guard let end else { return pieces[organization] = nil }
        pieces[organization]?.standing = .over(end)
        pieces[organization]?.endedAt = now()
    }
}
