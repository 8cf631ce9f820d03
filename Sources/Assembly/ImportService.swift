import House
import ServiceLifecycle

/// Lets go of lists that nobody went on with, while the hub is served; told to stop, it stops what is under way.
public struct ImportService: Service {
    private let runs: ImportRuns
    public init(hub: Hub) { runs = hub.imports }

    public func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await runs.forget()
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(60)) }
        }
        await runs.stop()
    }
}
