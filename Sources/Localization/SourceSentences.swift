import Foundation

/// Every sentence that the Swift files below a folder say, by file in the order of their paths.
public struct SourceSentences {
    public let all: [(file: String, Extracted)]

    public init(folder: URL) throws {
        let root = folder.standardizedFileURL
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        all = try paths.filter { $0.hasSuffix(".swift") }.sorted().flatMap { path in
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            return Extractor.sentences(in: text).map { (file: "Sources/" + path, $0) }
        }
    }
}
