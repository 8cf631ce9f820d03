import ArgumentParser
import Foundation
import Localization

/// For developers and translators: brings the catalogs up to date with what the source says.
struct CatalogUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogs", abstract: "Update the PO catalogs from the source: new sentences are added, old ones dropped, translations kept.")

    @Option(help: "The folder of the source.") var sources = "Sources"
    @Argument(help: "Languages to begin, such as so or fa-AF; those there are already are always updated.") var languages: [String] = []

    func run() async throws {
        let folder = URL(filePath: sources, directoryHint: .isDirectory).appending(path: "Embedded/catalogs")
        let present = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".po") }.map { String($0.dropLast(3)) }
        let extracted = try SourceSentences(folder: URL(filePath: sources, directoryHint: .isDirectory)).all
        for tag in Set(present + languages).sorted() {
            guard let language = Language(tag) else { throw CommandProblem("\(tag) is not a language tag.") }
            let file = folder.appending(path: "\(tag).po")
            let merged = try POFile.merged(extracted: extracted, into: try? String(contentsOf: file, encoding: .utf8), language: language)
            try merged.write(to: file, atomically: true, encoding: .utf8)
            let missing = try Catalog(po: merged, language: language).untranslated.count
            print("\(tag): \(Set(extracted.map(\.1.msgid)).count) sentences, \(missing) untranslated")
        }
    }
}
