import Optimization

/// Generalized assignment problems in a file as the OR-Library writes them, each solved as far as the time allows.
public struct GapFile: FileCommand {
    private let path: String
    private let seconds: Double
    private let maximizes: Bool?

    /// - Parameters:
    ///   - seconds: for each problem.
    ///   - maximizes: nil lets the file decide: the small set of the OR-Library, the one whose table keeps to 15...25, is of
    ///     profits; all other tables are of costs.
    public init(_ path: String, seconds: Double, maximizes: Bool? = nil) {
        self.path = path
        self.seconds = seconds
        self.maximizes = maximizes
    }

    /// Writes for each problem `p NUMBER max|min`, `s VALUE`, `b BOUND`, `g GAP` as a share of the bound, `t SECONDS` and
    /// `a JOB AGENT` for each job.
    public func run(_ output: inout LineWriter) throws(FileProblem) {
        let problems = try read()
        for (number, problem) in problems.enumerated() {
            let stopwatch = Stopwatch(seconds)
            let found: SizedSolution?
            do { found = try problem.market.solvePlacingAll { stopwatch.isOver } } catch {
                throw FileProblem("The numbers of problem \(number + 1) are larger than can be computed exactly.")
            }
            let sign = problem.maximizes ? 1 : -1
            output.line("p \(number + 1) \(problem.maximizes ? "max" : "min")")
            if let found {
                output.line("s \(sign * found.worth)")
                output.line("b \(sign * found.bound)")
                output.line("g \(found.gap.decimal)")
            } else {
                output.line("s none")
            }
            output.line("t \(stopwatch.seconds.decimal)")
            for (job, agent) in (found?.places ?? []).enumerated() { output.line("a", job + 1, (agent ?? -1) + 1) }
            output.flush()
        }
    }

    private func read() throws(FileProblem) -> [AssignmentText.Problem] {
        let file = try MappedFile(path)
        do { return try AssignmentText.read(file.bytes, maximizes: maximizes) } catch { throw FileProblem(error) }
    }
}

/// Tells when a time is over.
struct Stopwatch {
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let limit: Double

    init(_ limit: Double) {
        start = clock.now
        self.limit = limit
    }

    var seconds: Double { (clock.now - start) / .seconds(1) }
    var isOver: Bool { seconds >= limit }
}
