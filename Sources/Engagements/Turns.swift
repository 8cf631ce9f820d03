import House
import Identity
import Localization
import Storage

/// Lets one piece of work through at a time for each organization, in the order in which they came.
actor Turns {
    private var busy: Set<OrganizationID> = []
    private var waiting: [OrganizationID: [CheckedContinuation<Void, Never>]] = [:]

    func take(for organization: OrganizationID, _ work: @Sendable () async throws -> Void) async throws {
        if !busy.insert(organization).inserted { await withCheckedContinuation { waiting[organization, default: []].append($0) } }
        defer { pass(organization) }
        try await work()
    }

    /// Lets in the next one, who finds the door closed for all others still.
    private func pass(_ organization: OrganizationID) {
        guard var others = waiting.removeValue(forKey: organization), !others.isEmpty else {
            busy.remove(organization)
            return
        }
        let next = others.removeFirst()
        waiting[organization] = others
        next.resume()
    }
}

extension Hub {
    /// Does what a page can be shown without: what stopped it is said in place of taking the page away.
    ///
    /// - Returns: nil where it was done, or may be the next time without anybody's doing.
    func notice(_ work: () async throws -> Void) async throws -> Message? {
        do {
            try await work()
        } catch RoundProblem.tooLarge {
            return RoundProblem.tooLarge.message
        } catch let problem as StorageProblem {
            logger.error("a round could not be brought in step", metadata: ["problem": "\(problem)"])
        }
        return nil
    }
}
