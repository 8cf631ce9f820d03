import Foundation
import Identity

/// A block of commands in the page, by the word in the comment that it begins with: `# recipe: WORD`.
public enum Recipe {
    public static func named(_ name: String, in page: String) throws -> String {
        let text = try String(contentsOf: SourceTree.root.appending(path: "docs/decisions/\(page)"), encoding: .utf8)
        let block = text.split(separator: "```").first { $0.hasPrefix("sh\n# recipe: \(name)\n") }
        return "set -euo pipefail\n" + (try block.orNotFound()).dropFirst(3)
    }
}

public enum Tools {
    /// Says aloud what is missing, and is then false.
    public static func are(_ names: [String]) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let missing = names.filter { name in !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") } }
        if !missing.isEmpty { print("NOT TESTED: a recipe, for want of \(missing.joined(separator: ", "))") }
        return missing.isEmpty
    }

    public static func run(_ script: String, with files: [String: String]) throws -> (status: Int32, said: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["bash", "-c", script]
        process.currentDirectoryURL = folder
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
