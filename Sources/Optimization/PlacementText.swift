/// Families, places counted in several dimensions and scores, as written in JSON:
/// `{"dimensions":["children","adults"],"families":[{"id":"a","sizes":[2,1]}],
/// "places":[{"id":"x","capacities":[10,20]}],"scores":[["a","x",0.31]]}`. Pairs that are not listed are not allowed.
public struct PlacementText: Sendable {
    public let dimensions: [String]
    public let families: [String]
    public let places: [String]
    /// Scores as they were written, by family and place.
    public let scores: [Int: [Int: Double]]
    /// The same with scores in millionths.
    public let market: SizedMarket

    /// What a whole unit of score counts in the market.
    public static let scale = 1_000_000.0

    /// - Throws: a `TextProblem` with the line.
    public init(_ text: String) throws(TextProblem) {
        try self.init(JSONText.parse(Array(text.utf8)))
    }

    /// The same from bytes of UTF-8.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) throws(TextProblem) {
        try self.init(JSONText.parse(Array(bytes)))
    }

    private init(_ root: JSONText) throws(TextProblem) {
        dimensions = try Self.names(root.field("dimensions").items())
        let count = dimensions.count
        let families = try Self.entries(root.field("families"), "sizes", count)
        let places = try Self.entries(root.field("places"), "capacities", count)
        self.families = families.names
        self.places = places.names
        (scores, market) = try Self.options(root.field("scores"), families, places, count)
    }

    /// The total of a solution in the scores as written.
    public func score(of solution: SizedSolution) -> Double {
        solution.places.enumerated().reduce(0) { total, item in
            total + (item.element.flatMap { scores[item.offset]?[$0] } ?? 0)
        }
    }

    private struct Entries {
        var names: [String] = []
        var amounts: [[Int]] = []
        var index: [String: Int] = [:]
    }

    private static func names(_ items: [JSONText]) throws(TextProblem) -> [String] {
        var names: [String] = []
        for item in items {
            let name = try item.string()
            guard !names.contains(name) else { throw item.problem(.duplicateName(name)) }
            names.append(name)
        }
        return names
    }

    private static func entries(_ list: JSONText, _ field: String, _ count: Int) throws(TextProblem) -> Entries {
        var entries = Entries()
        for item in try list.items() {
            let name = try item.field("id").string()
            guard entries.index[name] == nil else { throw item.problem(.duplicateName(name)) }
            var amounts: [Int] = []
            for amount in try item.field(field).items() { amounts.append(try amount.amount()) }
            guard amounts.count == count else { throw item.problem(.wrongDimensions(name)) }
            entries.index[name] = entries.names.count
            entries.names.append(name)
            entries.amounts.append(amounts)
        }
        return entries
    }

    private static func options(
        _ list: JSONText, _ families: Entries, _ places: Entries, _ count: Int
    ) throws(TextProblem) -> ([Int: [Int: Double]], SizedMarket) {
        var scores: [Int: [Int: Double]] = [:], options: [SizedMarket.Option] = []
        for item in try list.items() {
            let parts = try item.items()
            guard parts.count == 3 else { throw item.problem(.wrongType("family, place, score")) }
            let (from, to) = (try parts[0].string(), try parts[1].string())
            guard let family = families.index[from] else { throw item.problem(.unknownName(from)) }
            guard let place = places.index[to] else { throw item.problem(.unknownName(to)) }
            guard scores[family]?[place] == nil else { throw item.problem(.duplicateName("\(from), \(to)")) }
            let score = try parts[2].double()
            guard abs(score) <= 1000 else { throw item.problem(.tooLarge) }
            scores[family, default: [:]][place] = score
            options.append(SizedMarket.Option(
                family: family, place: place, worth: Int((score * scale).rounded()), sizes: families.amounts[family]))
        }
        do {
            return (scores, try SizedMarket(
                dimensions: count, families: families.names.count, capacities: places.amounts, options: options))
        } catch {
            throw list.problem(.tooLarge)
        }
    }
}
