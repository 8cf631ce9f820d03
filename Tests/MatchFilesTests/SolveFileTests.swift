import Foundation
import MatchFiles
import Testing

struct SolveFileTests {
    @Test func `a transportation problem is answered with cost, time and flows`() throws {
        let text = "c two of each\np min 4 4\nn 1 3\nn 2 1\nn 3 -2\nn 4 -2\na 1 3 0 9 4\na 1 4 0 2 1\na 2 3 0 9 2\na 2 4 0 1 7\n"
        let lines = try Answer(text) { SolveFile($0) }.lines
        #expect(lines.first == "s 8")
        #expect(lines[1].hasPrefix("t 0."))
        #expect(lines.dropFirst(2) == ["f 1 3 1", "f 1 4 2", "f 2 3 1"])
    }

    @Test func `prices are printed on demand and prove the cost`() throws {
        let text = "p asn 4 4\nn 1\nn 2\na 1 3 5\na 1 4 2\na 2 3 9\na 2 4 3\n"
        let lines = try Answer(text) { SolveFile($0, showsDuals: true) }.lines
        var price: [Int: Int] = [:]
        for words in lines.map({ $0.split(separator: " ") }) where words[0] == "d" { price[Int(words[1])!] = Int(words[2])! }
        for (tail, head, cost) in [(1, 3, 5), (1, 4, 2), (2, 3, 9), (2, 4, 3)] { #expect(cost + price[tail]! - price[head]! >= 0) }
        #expect(lines[0] == "s \(price[3]! + price[4]! - price[1]! - price[2]!)")
    }

    @Test func `units that may wait and places that may stay empty are shipped to their fillers`() throws {
        // Needs 1 and 2, places 4 and 5; 3 is idle capacity, 6 is waiting.
        let text = """
            p min 6 9
            n 1 2
            n 2 1
            n 3 3
            n 4 -1
            n 5 -2
            n 6 -3
            a 1 4 0 1 -9
            a 1 5 0 1 3
            a 2 5 0 1 -4
            a 1 6 0 2 0
            a 2 6 0 1 0
            a 3 4 0 1 0
            a 3 5 0 2 0
            a 3 6 0 3 0
            a 2 4 0 1 -8

            """
        let lines = try Answer(text) { SolveFile($0) }.lines
        #expect(lines[0] == "s -13")
        #expect(lines.dropFirst(2) == ["f 1 4 1", "f 1 6 1", "f 2 5 1", "f 3 5 1", "f 3 6 2"])
    }

    @Test func `what cannot all be shipped is no broken file`() {
        #expect(throws: FileProblem.self) { try Answer("p asn 4 2\nn 1\nn 2\na 1 3 5\na 2 3 2\n") { SolveFile($0) } }
        #expect(problem("p asn 4 2\nn 1\nn 2\na 1 3 5\na 2 3 2\n")?.isBroken == false)
    }

    @Test(arguments: [
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1\n", "Line 4: a number is missing."),
        ("p min 3 2\nn 1 1\nn 3 -1\na 1 2 0 1 1\na 2 3 0 1 1\n", """
            Line 4: the arc from 1 to 2 does not lead from a supply to a demand: only transportation and assignment problems are solved, \
            no general networks.
            """),
        ("p min 2 1\nn 1 2\nn 2 -1\na 1 2 0 1 1\n", "Line 5: 2 units are supplied in all, but 1 are demanded."),
        ("hello\n", "Line 1: \"hello\" begins no line of this format."),
    ])
    func `a broken file is refused with a sentence and the line`(_ text: String, _ sentence: String) {
        #expect(problem(text)?.sentence == sentence)
        #expect(problem(text)?.isBroken == true)
    }

    @Test func `a file that is not there is refused`() {
        var output = LineWriter { _ in }
        #expect(throws: FileProblem.self) { try SolveFile("/no/such/file").run(&output) }
    }

    private func problem(_ text: String) -> FileProblem? {
        do { _ = try Answer(text) { SolveFile($0) } } catch { return error as? FileProblem }
        return nil
    }
}

/// What a command prints about a file of this text.
struct Answer {
    let lines: [String]

    init(_ text: String, _ command: (String) -> some FileCommand) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let page = Page()
        var output = LineWriter { page.bytes += $0 }
        try command(file.path).run(&output)
        lines = String(decoding: page.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private final class Page {
        var bytes: [UInt8] = []
    }
}
