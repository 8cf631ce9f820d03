import Storage
import Testing
import TestSupport
@testable import Directory

@Suite struct RankingTests {
    private func found(_ word: String, _ terms: [(String, [(Int, Int)])]) -> Search.Found {
        Search.Found(text: word, terms: terms.map { text, services in
            Search.Term(text: text, postings: services.reduce(into: Postings()) { $0.add($1.0, weight: $1.1) })
        })
    }

    @Test func `a posting keeps numbers up to sixteen million and weights up to 255`() {
        var postings = Postings()
        for (number, weight) in [(1, 8), (300, 0), (16_777_215, 255)] { postings.add(number, weight: weight) }
        var read: [[Int]] = []
        Postings(bytes: postings.bytes).forEach { read.append([$0, $1]) }
        #expect(read == [[1, 8], [300, 0], [16_777_215, 255]] && postings.count == 3 && postings.last == 16_777_215)
    }

    @Test func `more of the words come first, then more telling places, then names`() {
        let ranking = Ranking([found("food", [("food", [(1, 1), (2, 8), (4, 1)])]), found("parcel", [("parcel", [(4, 1)])])])
        #expect(ranking.page(after: 0, limit: 20) == ([4, 2, 1], 3))
    }

    @Test func `the whole word counts for more than its beginning`() {
        let ranking = Ranking([found("law", [("law", [(2, 8)]), ("lawyer", [(1, 8), (2, 1)])])])
        #expect(ranking.page(after: 0, limit: 20) == ([2, 1], 2))
    }

    @Test func `what is not kept is neither shown nor counted`() {
        var ranking = Ranking(all: 5), kept = Postings()
        for number in [2, 4, 9] { kept.add(number, weight: 1) }
        ranking.keep(kept)
        #expect(ranking.page(after: 0, limit: 20) == ([2, 4], 2))
    }

    @Test func `pages together show everything once, in the order of a full sort`() {
        var state: UInt64 = 7
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<50 {
            let words = (0..<1 + random(3)).map { word in
                found("w\(word)", (0..<1 + random(3)).map { term in
                    ("w\(word)" + (term == 0 ? "" : "x\(term)"), (1...200).filter { _ in random(4) == 0 }.map { ($0, 1 + random(8)) })
                })
            }
            let expected = reference(words), ranking = Ranking(words)
            let pages = stride(from: 0, to: expected.count + 20, by: 20).flatMap { ranking.page(after: $0, limit: 20).numbers }
            #expect(pages == expected && ranking.page(after: 0, limit: 1).total == expected.count)
        }
    }

    /// The same by a sort of everything.
    private func reference(_ words: [Search.Found]) -> [Int] {
        var sums: [Int: (words: Int, score: Int)] = [:]
        for word in words {
            var best: [Int: Int] = [:]
            for term in word.terms {
                term.postings.forEach { number, weight in best[number] = max(best[number] ?? 0, weight * (term.text == word.text ? 10 : 7)) }
            }
            for (number, score) in best { sums[number] = ((sums[number]?.words ?? 0) + 1, (sums[number]?.score ?? 0) + score) }
        }
        return sums.sorted { a, b in (b.value.words, b.value.score, a.key) < (a.value.words, a.value.score, b.key) }.map(\.key)
    }

    @Test(arguments: Engine.tested)
    func `the same package imported again finds services where the index was lost`(_ engine: Engine) async throws {
        try await withDirectory(on: engine) { (hub) async throws in
            func listed() async throws -> Int { try await hub.archive.read { try ServiceStore(db: $0).list(SearchQuery(), nil, page: 1).total } }
            let before = try await listed()
            try await hub.archive.write { db in for table in ["search_services", "search_terms"] as [SQL] { _ = try db.execute("DELETE FROM \(table)") } }
            #expect(try await listed() == 0)
            _ = try await HSDSImport(hub: hub).run(folder: .portSelby, isDryRun: false)
            #expect(try await listed() == before && before > 20)
        }
    }
}
