import Optimization

/// Families of several sizes and places counted in several dimensions, in a JSON file.
public struct PlaceFile: FileCommand {
    private let path: String
    private let seconds: Double

    public init(_ path: String, seconds: Double) {
        self.path = path
        self.seconds = seconds
    }

    /// Writes one JSON object: `assignment` (each family's place, or null), `score`, `bound` (no placement scores more),
    /// `gap` (the share of the bound that may be missing, zero when proved best) and `seconds`.
    public func run(_ output: inout LineWriter) throws(FileProblem) {
        let file = try MappedFile(path)
        let text: PlacementText
        do { text = try PlacementText(file.bytes) } catch { throw FileProblem(error) }
        let stopwatch = Stopwatch(seconds)
        let found = text.market.solve { stopwatch.isOver }
        let taken = stopwatch.seconds
        let assignment = found.places.enumerated().map { family, place in
            "\(text.families[family].quoted):\(place.map { text.places[$0].quoted } ?? "null")"
        }
        let score = text.score(of: found), bound = found.isOptimal ? score : max(score, Double(found.bound) / PlacementText.scale)
        output.line("""
            {"assignment":{\(assignment.joined(separator: ","))},"score":\(score.decimal),"bound":\(bound.decimal),\
            "gap":\(found.gap.decimal),"seconds":\(taken.decimal)}
            """)
        output.flush()
    }
}

extension String {
    /// As JSON writes it (RFC 8259, section 7).
    fileprivate var quoted: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{00}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
