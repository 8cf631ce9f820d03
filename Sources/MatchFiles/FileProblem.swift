import Optimization

/// Why a file has no answer, in a sentence.
public struct FileProblem: Error, Equatable, Sendable {
    public let sentence: String
    /// True when the file itself is broken; false when it is sound and has no solution.
    public let isBroken: Bool

    init(_ sentence: String, isBroken: Bool = true) {
        self.sentence = sentence
        self.isBroken = isBroken
    }

    static func unreadable(_ path: String) -> FileProblem {
        FileProblem("\(path) cannot be read as a file.")
    }

    init(_ problem: TextProblem) {
        self.init("Line \(problem.line): \(problem.fault.sentence)")
    }

    init(_ problem: MarketProblem) {
        switch problem {
        case .tooLarge: self.init("The numbers of this problem are larger than can be computed exactly.")
        default: self.init("This problem cannot be solved: \(problem).")
        }
    }
}

extension TextProblem.Fault {
    /// What is wrong with the line, for who wrote it.
    var sentence: String {
        switch self {
        case .ended: "the text ends too early."
        case let .unknownLine(word): "\"\(word)\" begins no line of this format."
        case let .notANumber(word): "\"\(word)\" is not a whole number that is allowed here."
        case .tooFewWords: "a number is missing."
        case .tooManyWords: "there is more than belongs here."
        case .badHeader: "the size is to be said once and first, as \"p min NODES ARCS\", \"p asn NODES ARCS\" or the numbers of agents and jobs."
        case let .unknownNode(node): "there is no node \(node)."
        case let .duplicateNode(node): "node \(node) is described twice."
        case let .wrongCount(promised, found): "\(promised) arcs are promised, but there are \(found)\(found > promised ? " or more" : "")."
        case let .duplicateArc(from, to): "there is a second arc from \(from) to \(to)."
        case let .generalNetwork(from, to): """
            the arc from \(from) to \(to) does not lead from a supply to a demand: only transportation and assignment problems \
            are solved, no general networks.
            """
        case let .unbalanced(supply, demand): "\(supply) units are supplied in all, but \(demand) are demanded."
        case let .badBounds(low, high): "at least \(low) and at most \(high) units is not possible here."
        case .tooLarge: "a number is larger than can be computed exactly."
        case let .notJSON(expected): "this is not JSON; expected was \(expected)."
        case let .missingField(name): "\"\(name)\" is missing."
        case let .wrongType(expected): "expected was: \(expected)."
        case let .unknownName(name): "nothing is called \"\(name)\"."
        case let .duplicateName(name): "\"\(name)\" comes twice."
        case let .wrongDimensions(name): "\"\(name)\" does not have as many numbers as there are dimensions."
        }
    }
}
