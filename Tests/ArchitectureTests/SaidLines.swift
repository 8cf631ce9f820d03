import Logging
import Synchronization

/// What the hub writes into its log.
final class SaidLines: Sendable {
    private let lines = Mutex("")
    var text: String { lines.withLock { $0 } }
    var logger: Logger { Logger(label: "canary") { _ in Handler(said: self) } }
    fileprivate func add(_ line: String) { lines.withLock { $0 += line + "\n" } }
}

private struct Handler: LogHandler {
    let said: SaidLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { said.add("\(event.message) \(metadata) \(event.metadata ?? [:]) \(event.error.map { "\($0)" } ?? "")") }
}
