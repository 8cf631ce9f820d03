@testable import Directory
import Foundation
import House
import Testing
import TestSupport

@Suite struct SearchTests {
    @Test(arguments: Engine.tested, [
        ("housing", "Housing advice"), ("housng", "Housing advice"), ("сучасне житло", "Housing advice"), ("سكن", "Housing advice"),
        ("logement", "Housing advice"), ("إيجار", "Housing advice"), ("ايجار", "Housing advice"), ("صباح", "Morning drop-in"),
        ("ДРУЖНЯ", "Befriending"), ("دایره", "Women’s circle"), ("داير", "Women’s circle"), ("docter", "Registering with a doctor"),
        ("lawyer", "Asylum advice appointment"), ("food parcel", "Food parcels"), ("evning englsh", "Evening English"),
    ])
    func `people find what they look for, in any script and misspelled`(_ engine: Engine, _ search: (String, String)) async throws {
        try await withDirectory(on: engine) { (hub) async throws in
            let names = try await found(search.0, in: hub)
            #expect(names.prefix(3).contains(search.1), "\(search.0) found \(names.prefix(5))")
        }
    }

    @Test(arguments: Engine.tested, ["", "zzzzqqqq", "'; DROP TABLE services; --", "%", "_", "\u{0}", "…", String(repeating: "a ", count: 500)])
    func `whatever is typed gives an answer`(_ engine: Engine, _ text: String) async throws {
        try await withDirectory(on: engine) { (hub) async throws in
            _ = try await found(text, in: hub)
            #expect(try await hub.archive.read { try $0.count("SELECT count(*) FROM services") } == 24)
        }
    }

    @Test(arguments: Engine.tested)
    func `a topic and a language narrow the list`(_ engine: Engine) async throws {
        try await withDirectory(on: engine) { (hub) async throws in
            let all = try await list(SearchQuery(), in: hub), health = try await list(SearchQuery(topic: "health"), in: hub)
            #expect(health.total > 0 && health.total < all.total)
            let arabic = try await list(SearchQuery(topic: "health", language: "ar"), in: hub)
            #expect(arabic.cards.allSatisfy { $0.languages.contains("ar") })
        }
    }

    @Test(arguments: Engine.tested)
    func `what no longer exists is in no list, and still has its page`(_ engine: Engine) async throws {
        try await withDirectory(on: engine) { (hub) async throws in
            #expect(try await !found("furniture", in: hub).contains("Furniture store"))
            let detail = try await hub.archive.read { try ServiceStore(db: $0).detail("7367ebcd-6e78-56e2-9594-8e9d5502e470") }
            #expect(detail?.status == "defunct")
        }
    }

    @Test func `a misspelled word is said as it was read`() async throws {
        try await withDirectory(on: .sqlite) { (hub) async throws in
            let reading = try await hub.archive.read { try Search(db: $0).read(["housng"]) }
            #expect(reading.readAs.map(\.found) == ["housing"])
        }
    }

    @Test(arguments: [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "abc", 0), ("ab", "ba", 1), ("سكن", "سكت", 1)])
    func `the distance of two words counts letters`(_ a: String, _ b: String, _ distance: Int) {
        #expect(SearchText.distance(a, b) == distance && SearchText.distance(b, a) == distance)
    }

    @Test(arguments: [("Élève", "eleve"), ("ОЛЕКСІЙ", "олексіи"), ("أحمد", "احمد"), ("مدرسة", "مدرسه"), ("ＡＢＣ", "abc"), ("don't", "dont"), ("کتاب", "كتاب")])
    func `letters that people write for one another are folded`(_ text: String, _ folded: String) {
        #expect(SearchText.words(text) == [folded])
    }

    private func found(_ text: String, in hub: Hub) async throws -> [String] {
        try await list(SearchQuery(text: text), in: hub).cards.map(\.name)
    }

    private func list(_ query: SearchQuery, in hub: Hub) async throws -> (cards: [ServiceCard], total: Int) {
        try await hub.archive.read { db in
            let reading = query.words.isEmpty ? nil : try Search(db: db).read(query.words)
            return try ServiceStore(db: db).list(query, reading, page: 1)
        }
    }
}

/// Runs `work` with a hub that has the demo town's directory.
func withDirectory(on engine: Engine, _ work: (Hub) async throws -> Void) async throws {
    try await withHub(on: engine) { (town) async throws in
        _ = try await HSDSImport(hub: town.hub).run(folder: .portSelby, isDryRun: false)
        try await work(town.hub)
    }
}
