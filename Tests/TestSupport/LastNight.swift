import Foundation
import House
import Identity

extension Hub {
    /// As if the hub had been there the night before: retention lets go of nothing in a night that is far from the last one.
    public func haveHadLastNight() async throws {
        let yesterday = Day(now(), in: settings.value.zone).adding(days: -1)
        try await archive.write { try SettingsStore(db: $0).set("retention_night", to: yesterday.description) }
    }
}
