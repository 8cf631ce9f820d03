import House
import ServiceLifecycle

/// Lets go of lists that nobody went on with, while the hub is served; told to stop, it stops them and other long work under way.
public struct ImportService: Service {
    private let runs: ImportRuns, works: LongWork
    public init(hub: Hub) { (runs, works) = (hub.imports, hub.works) }

    public func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await runs.forget()
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(60)) }
        }
        await runs.stop()
        await works.stop()
    }
}
