import House
import Logging
import ServiceLifecycle

/// Looks every second for jobs that are due, while the hub is served; told to stop, it waits for the one that runs.
public struct JobService: Service {
    private let runner: JobRunner
    private let logger: Logger

    public init(hub: Hub) { (runner, logger) = (JobRunner(hub: hub), hub.logger) }

    public func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do { try await runner.runDue(until: { Task.isShuttingDownGracefully }) } catch {
                logger.error("jobs not looked at", metadata: ["kind": "\(String(reflecting: type(of: error)))"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
        }
    }
}
