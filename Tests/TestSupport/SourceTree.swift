import Foundation

/// The Swift files of the program, for tests that hold rules about the source itself.
public struct SourceTree {
    public struct File: Sendable {
        /// From the folder of the target on, such as `Web/Layout.swift`.
        public let path: String
        public let text: String
        public var target: String { String(path.prefix { $0 != "/" }) }
        public var imports: Set<String> {
            Set(text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").filter { !$0.hasPrefix("@") && $0 != "public" && $0 != "package" }
                return words.first == "import" && words.count > 1 ? String(words[1]) : nil
            })
        }
    }

    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    public static let files: [File] = {
        let sources = root.appending(path: "Sources").path
        let paths = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.sorted().compactMap { path in
            (try? String(contentsOfFile: sources + "/" + path, encoding: .utf8)).map { File(path: path, text: $0) }
        }
    }()
}
