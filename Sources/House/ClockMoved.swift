import Foundation

/// The demo's clock was moved on: the town grows older, whoever looks at it does not.
public struct ClockMoved: Event {
    /// By how many seconds, 1 or more.
    public let seconds: Int
    public init(seconds: Int) { self.seconds = seconds }
}

extension SettingsBox {
    /// The hub's clock: the machine's, and in a demo as many seconds ahead as it was moved on.
    ///
    /// A real hub has no clock of its own, whatever its settings say.
    public func clock(_ machine: @escaping @Sendable () -> Date = { Date() }) -> @Sendable () -> Date {
        { [self] in
            let settings = value
            return settings.isDemo ? machine().addingTimeInterval(Double(settings.demoSeconds)) : machine()
        }
    }
}
