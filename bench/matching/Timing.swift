import Glibc
import MatchFiles
import Optimization

enum Timing {
    /// Seconds by the clock of the wall, and what came out.
    static func seconds<Result>(_ work: () throws -> Result) rethrows -> (Double, Result) {
        let clock = ContinuousClock(), start = clock.now
        let result = try work()
        return ((clock.now - start) / .seconds(1), result)
    }

    /// "s COST", "t SECONDS" of solving alone, "m KILOBYTES" at most, and the two sides of the proof.
    static func solve(_ path: String) throws {
        Memory.keepFreed()
        let file = try MappedFile(path)
        let text = try TransportText(file.bytes) { file.release(upTo: $0) }
        let used = clock()
        let (solving, solution) = try seconds { try text.market.solve(for: text.goal) }
        let processor = Double(clock() - used) / Double(CLOCKS_PER_SEC)
        let answer = try text.answer(solution)
        let (checking, certificate) = try seconds { try Verifier(of: text.market).verify(solution) }
        print("s \(answer.map { String($0.cost) } ?? "none")")
        print(Text.formatted("t %.6f\nm %ld\nv %.6f\nu %.6f", solving, peak(), checking, processor))
        print("primal \(certificate.weights.value(of: solution.standing)) dual \(try Verifier(of: text.market).bound(by: certificate))")
    }

    private static func peak() -> Int {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss
    }

    /// Median, 99th of a hundred and greatest, in microseconds.
    static func show(_ what: String, _ seconds: [Double]) {
        let sorted = seconds.sorted()
        guard let most = sorted.last else { return }
        let (median, rare) = (sorted[sorted.count / 2], sorted[min(sorted.count - 1, sorted.count * 99 / 100)])
        let name = what.padded(to: 24)
        print(name, Text.formatted("%6ld times, median %9.1f us, p99 %9.1f us, most %9.1f us", sorted.count, median * 1e6, rare * 1e6, most * 1e6))
    }
}
