import ArgumentParser
import Foundation
import MatchFiles

/// Solves matching problems in files of known formats, so that anyone can check the engine on instances of their own.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Solve matching problems in files, with proofs, to check the engine of the round.",
        subcommands: [Solve.self, Gap.self, Place.self])

    struct Solve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ship at the least cost: a transportation or assignment problem in DIMACS .min or .asn.",
            discussion: "Prints \"s COST\", \"t SECONDS\" of solving alone, and \"f SOURCE TARGET FLOW\" for each arc in use.")
        @Argument(help: "The file.") var file: String
        @Flag(help: "Print \"d NODE PRICE\" as well: cost + price(source) - price(target) is at least 0 on every arc with room.") var duals = false

        func run() throws {
            try answer(SolveFile(file, showsDuals: duals))
        }
    }

    struct Gap: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Generalized assignment problems, as the OR-Library writes them.",
            discussion: """
                Prints for each problem "p NUMBER min|max", "s VALUE", "b BOUND", "g GAP" as a share of the bound (0: proved best), \
                "t SECONDS" and "a JOB AGENT". Tables are of costs, but those that keep to 15...25 as the small set does are of profits.
                """)
        @Argument(help: "The file.") var file: String
        @Option(help: "How long to try each problem.") var seconds = 30.0
        @Flag(exclusivity: .exclusive, help: "Whether the table is of profits or of costs.") var table: Table?

        enum Table: String, EnumerableFlag { case maximize, minimize }

        func run() throws {
            try answer(GapFile(file, seconds: seconds, maximizes: table.map { $0 == .maximize }))
        }
    }

    struct Place: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Place families of several sizes, in JSON.",
            discussion: "Prints assignment, score, bound (nothing scores more), gap (0: proved best) and seconds, as JSON.")
        @Argument(help: "The file.") var file: String
        @Option(help: "How long to try.") var seconds = 120.0

        func run() throws {
            try answer(PlaceFile(file, seconds: seconds))
        }
    }
}

/// Prints an answer, or says on the error output why there is none: exit 2 for a broken file, 1 for one without a solution.
private func answer(_ command: some FileCommand) throws {
    var output = LineWriter { FileHandle.standardOutput.write(Data($0)) }
    do throws(FileProblem) { try command.run(&output) } catch {
        FileHandle.standardError.write(Data("\(error.sentence)\n".utf8))
        throw ExitCode(error.isBroken ? 2 : 1)
    }
}
