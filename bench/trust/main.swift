import Foundation

// What trust costs: trust-bench [log [ENTRIES] | sealing | reading | sign-in], all of them where none is named.
// `quick` anywhere makes each a hundredth as long, to see that it runs.

let words = Set(CommandLine.arguments.dropFirst())
let isQuick = words.contains("quick"), asked = words.compactMap { Int($0) }.first
let benches: [(String, @Sendable (URL) async throws -> Void)] = [
    ("log", { try await LogBench.run(asked ?? (isQuick ? 10_000 : 1_000_000), in: $0) }),
    ("sealing", { try await SealingBench.run(isQuick ? 1_000 : 100_000, in: $0) }),
    ("reading", { try await ReadingBench.run(seconds: isQuick ? 0.05 : 1, in: $0) }),
    ("sign-in", { try await SignInBench.run(rounds: isQuick ? 1 : 10, in: $0) }),
]
let named = benches.filter { words.contains($0.0) }
for (name, run) in named.isEmpty ? benches : named {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tessera-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    print("-- \(name)")
    try await run(folder)
}
