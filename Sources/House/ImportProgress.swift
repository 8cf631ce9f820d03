/// Gets how many rows of how many are done; throws where the work is to stop, and then nothing of it stays.
public typealias ImportProgress = @Sendable (_ done: Int, _ all: Int) throws -> Void

/// Several passes over the rows of a list (reading, looking up, sealing, storing), told as one way from none of them to all.
public struct ImportPasses: Sendable {
    private let rows: Int, passes: Int
    private let progress: ImportProgress

    /// - Parameter passes: how many there are at most, 1 or more.
    public init(over rows: Int, passes: Int, _ progress: @escaping ImportProgress) {
        (self.rows, self.passes, self.progress) = (rows, passes, progress)
    }

    /// Tells of every fiftieth thing of a pass, and of the last.
    ///
    /// - Parameters:
    ///   - done: 1 to `all`.
    ///   - pass: 0 for the first.
    public func tell(_ done: Int, of all: Int, in pass: Int) throws {
        guard all > 0, done == all || done.isMultiple(of: 50) else { return }
        try progress(rows * (pass * all + done) / (passes * all), rows)
    }

    /// Tells that all is done, where the later passes have nothing to do.
    public func finish() throws { try progress(rows, rows) }
}
