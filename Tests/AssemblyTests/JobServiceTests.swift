import Assembly
import Foundation
import House
import Logging
import ServiceLifecycle
import Synchronization
import Testing
import TestSupport

@Suite struct JobServiceTests {
    @Test func `told to stop, the service waits for the job that runs`() async throws {
        let steps = Mutex<[String]>([])
        try await withHub(on: .sqlite) { (town) async throws in
            let job = Job("slow", .every(seconds: 1)) { _ in
                steps.withLock { $0.append("begun") }
                try await Task.sleep(for: .milliseconds(700))
                steps.withLock { $0.append("done") }
            }
            let hub = town.hub(with: [Feature(name: "Test", migrations: [], jobs: [job], doors: { _ in [] })])
            try await JobRunner(hub: hub).runDue()
            town.clock.advance(by: 1)
            let group = ServiceGroup(configuration: .init(services: [.init(service: JobService(hub: hub))], logger: hub.logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                while steps.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(10)) }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            #expect(steps.withLock { $0 } == ["begun", "done"])
        }
    }
}
