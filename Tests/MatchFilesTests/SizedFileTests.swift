import Foundation
import MatchFiles
import Testing

struct GapFileTests {
    @Test func `each problem is answered with its value, bound, gap and assignment`() throws {
        let lines = try Answer("2\n2 3\n5 3 2\n1 6 4\n1 2 2\n2 1 1\n3 2\n2 1\n20\n19\n1\n1\n1 0\n") { GapFile($0, seconds: 5) }.lines
        let said = lines.filter { !$0.hasPrefix("t") }
        #expect(said == ["p 1 min", "s 12", "b 12", "g 0.000000", "a 1 1", "a 2 1", "a 3 2", "p 2 max", "s 20", "b 20", "g 0.000000", "a 1 1"])
    }

    @Test func `a single problem may come without a count`() throws {
        let lines = try Answer("2 3\n5 3 2\n1 6 4\n1 2 2\n2 1 1\n3 2\n") { GapFile($0, seconds: 5, maximizes: true) }.lines
        #expect(lines[0...1] == ["p 1 max", "s 15"])
    }

    @Test func `a problem that no assignment solves is said to have none`() throws {
        #expect(try Answer("1\n2 1\n3\n4\n5\n5\n1 1\n") { GapFile($0, seconds: 5) }.lines.contains("s none"))
    }

    @Test func `a broken table is refused with a sentence and the line`() {
        #expect(throws: FileProblem.self) { try Answer("1\n2 2\n1 x\n") { GapFile($0, seconds: 1) } }
    }
}

struct PlaceFileTests {
    private let text = """
        {"dimensions":["children","adults"],
         "families":[{"id":"a","sizes":[2,1]},{"id":"b \\"2\\"","sizes":[0,2]},{"id":"c","sizes":[9,9]}],
         "places":[{"id":"x","capacities":[2,2]},{"id":"y","capacities":[0,2]}],
         "scores":[["a","x",0.31],["b \\"2\\"","x",0.9],["b \\"2\\"","y",0.6],["c","x",1]]}
        """

    @Test func `families are placed and the answer is JSON with its bound`() throws {
        let line = try #require(try Answer(text) { PlaceFile($0, seconds: 5) }.lines.first)
        let found = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let assignment = try #require(found["assignment"] as? [String: Any])
        #expect(assignment["a"] as? String == "x")
        #expect(assignment["b \"2\""] as? String == "y")
        #expect(assignment["c"] is NSNull)
        #expect(found["score"] as? Double == 0.91)
        #expect(found["bound"] as? Double == 0.91)
        #expect(found["gap"] as? Double == 0)
    }

    @Test func `a broken file is refused with a sentence and the line`() {
        var said: FileProblem?
        do { _ = try Answer("{\"dimensions\":[],\n\"families\":[{\"id\":\"a\",\"sizes\":[1]}]}") { PlaceFile($0, seconds: 1) } } catch { said = error as? FileProblem }
        #expect(said?.sentence == "Line 2: \"a\" does not have as many numbers as there are dimensions.")
    }
}
