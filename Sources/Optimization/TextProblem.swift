/// What is wrong with a text and on which line, counted from one.
public struct TextProblem: Error, Equatable, Sendable {
    public enum Fault: Equatable, Sendable {
        /// The text ends before it says everything.
        case ended
        /// The first word of a line is none that the format knows.
        case unknownLine(String)
        /// A whole number within bounds was expected.
        case notANumber(String)
        case tooFewWords
        case tooManyWords
        /// The line that states the size is missing, comes twice or is of another kind.
        case badHeader
        case unknownNode(Int)
        case duplicateNode(Int)
        /// The numbers of nodes or arcs are not those that the first line promised.
        case wrongCount(promised: Int, found: Int)
        case duplicateArc(from: Int, to: Int)
        /// An arc joins nodes that are not a supply and a demand, so this is a general network.
        case generalNetwork(from: Int, to: Int)
        /// What is supplied is not what is demanded.
        case unbalanced(supply: Int, demand: Int)
        case badBounds(low: Int, high: Int)
        case tooLarge
        case notJSON(expected: String)
        case missingField(String)
        case wrongType(String)
        case unknownName(String)
        case duplicateName(String)
        case wrongDimensions(String)
    }

    public let line: Int
    public let fault: Fault

    public init(line: Int, _ fault: Fault) {
        self.line = line
        self.fault = fault
    }
}
