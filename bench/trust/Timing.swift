import Foundation

/// The seconds that work took.
func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock(), start = clock.now
    try await work()
    return (clock.now - start) / .seconds(1)
}

func say(_ what: String, _ seconds: Double, of count: Int, than other: Double? = nil) {
    let each = seconds / Double(count) * 1e6
    let ratio = other.map { String(format: ", %.1f times", seconds / $0) } ?? ""
    print(what.padding(toLength: 58, withPad: " ", startingAt: 0), String(format: "%9.2f us each, %7.3f s in all%@", each, seconds, ratio))
}

extension [Double] {
    /// The value that so many of a hundred stay below; of no value 0.
    func percentile(_ percent: Double) -> Double {
        isEmpty ? 0 : sorted()[Swift.min(count - 1, Int((Double(count) * percent / 100).rounded(.down)))]
    }

    var median: Double { percentile(50) }
}

/// The most memory that this process has held so far, in MiB.
func mostMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    return status.firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Int($0.output.1) }.map { $0 / 1024 } ?? 0
}
