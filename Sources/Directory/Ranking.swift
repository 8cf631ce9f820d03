/// Services found, in order: those that hold more of the words first, then those in more telling places, then by number, which is by name.
///
/// Works on numbers in memory and costs some nanoseconds for each posting; only what a page shows is then read.
struct Ranking: Sendable {
    /// The rank of each number, higher is better; 0 for what is not found.
    private var ranks: [Int]
    /// More than any sum of the scores of eight words.
    private static let perWord = 1024

    /// All services up to this number, alike.
    init(all last: Int) {
        ranks = Array(repeating: 1, count: last + 1)
        ranks[0] = 0
    }

    /// Services that hold any of the words, or a longer word that begins with one.
    init(_ words: [Search.Found]) {
        let last = words.flatMap(\.terms).map(\.postings.last).max() ?? 0
        ranks = Array(repeating: 0, count: last + 1)
        for word in words {
            var best = Array(repeating: 0, count: last + 1)
            for term in word.terms {
                let factor = term.text == word.text ? 10 : 7
                term.postings.forEach { number, weight in best[number] = max(best[number], weight * factor) }
            }
            for number in best.indices where best[number] > 0 { ranks[number] += Self.perWord + min(best[number], Self.perWord / 8 - 1) }
        }
    }

    /// Leaves out what is not among these.
    mutating func keep(_ postings: Postings) {
        var kept = Array(repeating: 0, count: ranks.count)
        postings.forEach { number, _ in if number < ranks.count { kept[number] = ranks[number] } }
        ranks = kept
    }

    /// How many are found, and the numbers of so many of them after the first ones; each rank is counted, so that nothing is sorted.
    func page(after first: Int, limit: Int) -> (numbers: [Int], total: Int) {
        var places = Array(repeating: 0, count: (ranks.max() ?? 0) + 1)
        for rank in ranks { places[rank] += 1 }
        var total = 0
        for rank in places.indices.dropFirst().reversed() { (places[rank], total) = (total, total + places[rank]) }
        var numbers = Array(repeating: 0, count: max(0, min(limit, total - first)))
        for number in ranks.indices where ranks[number] > 0 {
            let place = places[ranks[number]] - first
            places[ranks[number]] += 1
            if numbers.indices.contains(place) { numbers[place] = number }
        }
        return (numbers, total)
    }
}
