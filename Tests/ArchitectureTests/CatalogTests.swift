import House
import Localization
import Testing
import TestSupport

@Suite struct CatalogTests {
    @Test(arguments: ["fr", "uk", "ar"])
    func `the catalog holds every sentence of the source, translated`(_ tag: String) throws {
        let language = try #require(Language(tag))
        let catalog = try #require(try Catalogs(Resources())[language])
        // Words that are the same in both languages.
        let same: Set<String> = ["notes", "Notes", "Pages", "Service", "Contact", "{weekday}: {part}"]
        #expect(Set(catalog.untranslated).isSubset(of: same), "\(catalog.untranslated.prefix(5))")
        let known = Set(try SourceSentences(folder: SourceTree.root.appending(path: "Sources")).all.map(\.1.msgid))
        #expect(known.count > 50 && catalog.count >= known.count)
    }

    @Test(arguments: ["fr", "uk", "ar"])
    func `updating the catalog would change nothing`(_ tag: String) throws {
        let text = try #require(Resources().text("catalogs/\(tag).po"))
        let sentences = try SourceSentences(folder: SourceTree.root.appending(path: "Sources")).all
        #expect(try POFile.merged(extracted: sentences, into: text, language: try #require(Language(tag))) == text,
                "run: ./tessera catalogs")
    }
}
