import Foundation
import Testing

/// Without coverage to lead it, but the same each time, and with every test run; `Tests/FuzzTests/run` does the long ones.
@Suite struct `What comes from outside` {
    /// How many changed inputs each reader gets.
    private static let runs = ProcessInfo.processInfo.environment["TESSERA_FUZZ_RUNS"].flatMap { Int($0) } ?? 300

    // ASVS 1.4.1 1.4.2 1.5.2
    @Test(arguments: Parser.all.map(\.name))
    func `is read to the end, whatever it is`(_ name: String) throws {
        let parser = try #require(Parser.named(name)), seeds = try Self.seeds(of: name)
        for seed in seeds { parser.read(seed) }
        var dice = Dice(seed: 2026)
        for _ in 0..<Self.runs { parser.read(Mutation.of(seeds, &dice)) }
    }

    @Test(arguments: Parser.all.map(\.name))
    func `has examples to begin with`(_ name: String) throws {
        #expect(try !Self.seeds(of: name).isEmpty)
    }

    @Test func `is changed in the same way each time`() {
        var one = Dice(seed: 7), other = Dice(seed: 7)
        let seeds = [Array("a,b\n1,2".utf8)]
        #expect((0..<50).allSatisfy { _ in Mutation.of(seeds, &one) == Mutation.of(seeds, &other) })
    }

    private static func seeds(of name: String) throws -> [[UInt8]] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "seeds/\(name)")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }.map { Array(try Data(contentsOf: $0)) }
    }
}
