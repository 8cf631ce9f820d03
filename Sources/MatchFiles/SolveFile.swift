import Optimization

/// A transportation or assignment problem in a DIMACS file, solved, proved and written out.
public struct SolveFile: FileCommand {
    private let path: String
    private let showsDuals: Bool

    public init(_ path: String, showsDuals: Bool = false) {
        self.path = path
        self.showsDuals = showsDuals
    }

    /// Writes `s COST`, `t SECONDS` of solving alone, `f SOURCE TARGET UNITS` for each arc in use and, if asked for,
    /// `d NODE PRICE`: cost + price(source) - price(target) is at least zero on every arc that has room.
    public func run(_ output: inout LineWriter) throws(FileProblem) {
        Memory.keepFreed()
        let text = try read()
        let (seconds, found) = try solved(text)
        guard let found else {
            throw FileProblem("Not everything that is supplied can be shipped along these arcs.", isBroken: false)
        }
        do { try Verifier(of: text.market).verify(found.solution) } catch {
            throw FileProblem("The proof of the answer failed (\(error)), so it is withheld.", isBroken: false)
        }
        output.line("s \(found.cost)")
        output.line("t \(seconds.decimal)")
        for flow in found.flows { output.line("f", flow.source, flow.target, flow.units) }
        if showsDuals { for item in found.prices { output.line("d \(item.node) \(item.price)") } }
        output.flush()
    }

    private func read() throws(FileProblem) -> TransportText {
        let file = try MappedFile(path)
        do { return try TransportText(file.bytes) { file.release(upTo: $0) } } catch { throw FileProblem(error) }
    }

    private func solved(_ text: TransportText) throws(FileProblem) -> (Double, TransportText.Answer?) {
        let clock = ContinuousClock(), start = clock.now
        do {
            let solution = try text.market.solve(for: text.goal)
            let seconds = (clock.now - start) / .seconds(1)
            return (seconds, try text.answer(solution))
        } catch { throw FileProblem(error) }
    }
}

extension Double {
    /// With six decimals, whatever the language of the machine.
    var decimal: String {
        let millionths = Int((self * 1_000_000).rounded()), size = String(millionths.magnitude)
        let digits = String(repeating: "0", count: max(0, 7 - size.count)) + size
        return (millionths < 0 ? "-" : "") + digits.dropLast(6) + "." + digits.suffix(6)
    }
}
