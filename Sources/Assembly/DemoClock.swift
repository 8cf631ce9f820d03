import Foundation
import House
import Identity

/// The clock of a demo: it is moved on by days, and everything that is due meanwhile happens.
struct DemoClock: Sendable {
    let hub: Hub
    /// A year at once would keep the reader waiting.
    static let mostDays = 31
    private static let day = 86_400

    var today: Day { Day(hub.now(), in: hub.settings.value.zone) }

    /// Moves on day by day, so that a daily job sees each of them.
    func advance(days: Int) async throws {
        // What was never looked at is planned from today on, not from tomorrow.
        try await runDue()
        for _ in 0..<min(max(days, 0), Self.mostDays) {
            try await move(by: Self.day)
            try await runDue()
        }
    }

    /// Keeps the new time in the settings, so that it outlives the program, and tells the areas in the same transaction.
    private func move(by seconds: Int) async throws {
        var settings = hub.settings.value
        settings.demoSeconds += seconds
        let moved = settings, program = Actor.program(of: try await hub.ownOrganization())
        try await hub.archive.write(by: program, for: .administration) { [hub] db, access in
            try SettingsStore(db: db).save(moved)
            try hub.announce(ClockMoved(seconds: seconds), in: db, &access)
        }
        hub.settings.replace(with: moved)
    }

    /// What the runner of the server is just at is waited for: the day must be over before the next begins.
    private func runDue() async throws {
        let runner = JobRunner(hub: hub)
        for _ in 0..<200 {
            if try await runner.runDue().busy.isEmpty { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
