/// A command that answers a file.
public protocol FileCommand {
    /// - Throws: a `FileProblem` when there is no answer.
    func run(_ output: inout LineWriter) throws(FileProblem)
}
