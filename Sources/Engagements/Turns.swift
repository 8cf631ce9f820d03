import House
import Identity
import Localization
import Storage

/// Lets one piece of work through at a time for each organization, in the order in which they came.
actor Turns {
    private var last: [OrganizationID: Task<Void, any Error>] = [:]

    func take(for organization: OrganizationID, _ work: @escaping @Sendable () async throws -> Void) async throws {
        let before = last[organization]
        let turn = Task {
            _ = await before?.result
            try await work()
        }
        last[organization] = turn
        try await turn.value
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
