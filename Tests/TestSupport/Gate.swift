/// Lets a few in at a time, so that tests in parallel stay within the server's connections, and hundreds do not wait for the same few locks.
///
/// Whoever is inside and opens another database is not kept waiting for those who wait for them.
actor Gate {
    static let forServer = Gate(places: 12), forMemory = Gate(places: 12)
    @TaskLocal private static var isInside = false
    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) {
        self.places = places
    }

    nonisolated func pass<R>(_ work: () async throws -> R) async throws -> R {
        guard !Self.isInside else { return try await work() }
        await enter()
        do {
            let result = try await Self.$isInside.withValue(true) { try await work() }
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async {
        guard places == 0 else { places -= 1; return }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
    }
}
