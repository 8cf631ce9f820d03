import Optimization
import Testing

struct TransportTextTests {
    private let text = """
        c a transportation problem
        p min 4 4
        n 1 3
        n 2 1
        n 3 -2
        n 4 -2
        a 1 3 0 9 4
        a 1 4 0 2 1
        a 2 3 0 9 2
        a 2 4 1 1 7
        """

    private func problem(_ text: String) -> TextProblem? {
        do { _ = try TransportText(text) } catch { return error }
        return nil
    }

    @Test func `a transportation problem is read and shipped at the least cost`() throws {
        let answer = try #require(try TransportText(text).solve())
        #expect(answer.cost == 2 * 4 + 1 + 7)
        #expect(answer.flows.map { [$0.source, $0.target, $0.units] } == [[1, 3, 2], [1, 4, 1], [2, 4, 1]])
    }

    @Test func `the prices of an answer obey every arc`() throws {
        let read = try TransportText("p min 4 4\nn 1 3\nn 2 1\nn 3 -2\nn 4 -2\na 1 3 0 9 4\na 1 4 0 9 1\na 2 3 0 9 2\na 2 4 0 9 7\n")
        let answer = try #require(try read.solve())
        let price = Dictionary(uniqueKeysWithValues: answer.prices.map { ($0.node, $0.price) })
        let flows = Set(answer.flows.map { [$0.source, $0.target] })
        for (tail, head, cost) in [(1, 3, 4), (1, 4, 1), (2, 3, 2), (2, 4, 7)] {
            let reduced = Int128(cost) + (price[tail] ?? 0) - (price[head] ?? 0)
            #expect(flows.contains([tail, head]) ? reduced == 0 : reduced >= 0)
        }
    }

    @Test func `an assignment problem is read and solved`() throws {
        let text = "p asn 4 4\nn 1\nn 2\na 1 3 5\na 1 4 2\na 2 3 9\na 2 4 3\n"
        let answer = try #require(try TransportText(text).solve())
        #expect(answer.cost == 8)
        #expect(answer.flows.map { [$0.source, $0.target] } == [[1, 3], [2, 4]])
    }

    @Test func `what cannot all be shipped has no answer`() throws {
        #expect(try TransportText("p asn 4 2\nn 1\nn 2\na 1 3 5\na 2 3 2\n").solve() == nil)
    }

    @Test(arguments: [
        ("", 1, TextProblem.Fault.badHeader),
        ("p max 2 1\n", 1, .badHeader),
        ("p min 2 1\nn 1 1\nn 2 -1\nx 1 2\n", 4, .unknownLine("x")),
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1\n", 4, .tooFewWords),
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 z\n", 4, .notANumber("z")),
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 1 1\n", 4, .tooManyWords),
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 3 0 1 1\n", 4, .unknownNode(3)),
        ("p min 2 1\nn 1 1\nn 1 1\n", 3, .duplicateNode(1)),
        ("p min 2 2\nn 1 1\nn 2 -1\na 1 2 0 1 1\n", 5, .wrongCount(promised: 2, found: 1)),
        ("p min 3 2\nn 1 1\nn 3 -1\na 1 2 0 1 1\na 2 3 0 1 1\n", 4, .generalNetwork(from: 1, to: 2)),
        ("p min 2 1\nn 1 2\nn 2 -1\na 1 2 0 1 1\n", 5, .unbalanced(supply: 2, demand: 1)),
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 2 3 1 1\n", 4, .badBounds(low: 3, high: 1)),
        ("p min 2 2\nn 1 1\nn 2 -1\na 1 2 0 1 1\na 1 2 0 1 2\n", 5, .duplicateArc(from: 1, to: 2)),
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 99999999999999999999\n", 4, .notANumber("99999999999999999999")),
    ])
    func `a broken text is refused with its line`(_ text: String, _ line: Int, _ fault: TextProblem.Fault) {
        #expect(problem(text) == TextProblem(line: line, fault))
    }

    @Test(arguments: [
        ("p asn 1000000000 0\n", 1, TextProblem.Fault.tooLarge),
        ("p min 2000000 1\nn 2000000 1\n", 1, .tooLarge),
        ("p asn 1000000 0\nn 1\n", 3, .unbalanced(supply: 1, demand: 999_999)),
        ("p min 2 1\nn 1 2147483648\n", 2, .tooLarge),
        ("p min 2 1\nn 1 1\nn 2 -1\na 1 2 0 1 1125899906842625\n", 4, .tooLarge),
    ])
    func `a few letters that ask for very much are refused`(_ text: String, _ line: Int, _ fault: TextProblem.Fault) {
        #expect(problem(text) == TextProblem(line: line, fault))
    }

    @Test func `fillers change neither the cost nor the proof`() throws {
        for seed in 0..<400 {
            let random = FilledText(seed: seed)
            let read = try TransportText(random.text)
            let answer = try read.solve()
            guard let answer else {
                #expect(random.least == nil, "seed \(seed)")
                continue
            }
            #expect(answer.cost == random.least, "seed \(seed)")
            #expect(answer.flows == answer.flows.sorted { ($0.source, $0.target) < ($1.source, $1.target) })
            try random.check(answer, "seed \(seed)")
        }
    }

    @Test func `no wrecked text with fillers or as an assignment brings the reader down`() {
        var dice = Dice(3)
        for round in 0..<3000 {
            var bytes = Array((round % 2 == 0 ? FilledText(seed: round % 50).text : "p asn 4 4\nn 1\nn 2\na 1 3 5\na 1 4 2\na 2 3 9\na 2 4 3\n").utf8)
            for _ in 0..<dice.roll(1...3) { bytes[dice.roll(0...(bytes.count - 1))] = UInt8(dice.happens(70) ? dice.roll(32...57) : dice.roll(0...255)) }
            if dice.happens(20) { bytes.removeLast(dice.roll(1...bytes.count)) }
            if let read = try? TransportText(String(decoding: bytes, as: UTF8.self)), read.market.demands.reduce(0, +) < 10_000 { _ = try? read.solve() }
        }
    }

    @Test func `no wrecked text brings the reader down`() {
        var dice = Dice(1)
        for _ in 0..<3000 {
            var bytes = Array(text.utf8)
            for _ in 0..<dice.roll(1...4) { bytes[dice.roll(0...(bytes.count - 1))] = UInt8(dice.roll(0...255)) }
            if let read = try? TransportText(String(decoding: bytes, as: UTF8.self)) { _ = try? read.solve() }
        }
    }
}

struct AssignmentTextTests {
    private let text = " 1\n 2 3\n 5 3 2\n 1 6 4\n 1 2 2\n 2 1 1\n 3 2\n"

    @Test func `a generalized assignment problem is read and solved both ways`() throws {
        let most = try #require(try AssignmentText.read(text, maximizes: true).first?.market.solvePlacingAll())
        #expect(most.worth == 5 + 6 + 4)
        let least = try #require(try AssignmentText.read(text, maximizes: false).first?.market.solvePlacingAll())
        #expect(least.worth == -(5 + 3 + 4))
    }

    @Test(arguments: [
        ("1 2 2\n1 1", 2, TextProblem.Fault.ended), ("1\n1 1\nx\n", 3, .notANumber("x")),
        ("1 1 1 4 1 3 9\n", 1, .tooManyWords), ("1 1 1\n4\n-1\n3", 3, .notANumber("-1")),
    ])
    func `a broken text is refused with its line`(_ text: String, _ line: Int, _ fault: TextProblem.Fault) {
        #expect(throws: TextProblem(line: line, fault)) { try AssignmentText.read(text, maximizes: true) }
    }
}

struct WreckedAssignmentTextTests {
    @Test func `no wrecked table brings the reader down`() {
        var dice = Dice(4)
        for _ in 0..<3000 {
            var bytes = Array(" 1\n 2 3\n 5 3 2\n 1 6 4\n 1 2 2\n 2 1 1\n 3 2\n".utf8)
            for _ in 0..<dice.roll(1...4) { bytes[dice.roll(0...(bytes.count - 1))] = UInt8(dice.happens(70) ? dice.roll(32...57) : dice.roll(0...255)) }
            if let read = try? AssignmentText.read(String(decoding: bytes, as: UTF8.self)) { for problem in read { _ = try? problem.market.solvePlacingAll() } }
        }
    }
}

struct PlacementTextTests {
    private let text = """
        {"dimensions": ["children", "adults"],
         "families": [{"id": "a", "sizes": [2, 1]}, {"id": "\\u00fc", "sizes": [0, 2]}],
         "places": [{"id": "x", "capacities": [10, 2]}, {"id": "y", "capacities": [0, 9]}],
         "scores": [["a", "x", 0.31], ["\\u00fc", "x", 0.9], ["\\u00fc", "y", 0.5]]}
        """

    @Test func `families are placed by the scores as written`() throws {
        let read = try PlacementText(text)
        #expect(read.families == ["a", "ü"])
        let solution = read.market.solve()
        #expect(solution.isOptimal)
        #expect(solution.places == [nil, 0])
        #expect(read.score(of: solution) == 0.9)
        #expect(try #require(try read.market.solvePlacingAll()).places == [0, 1])
    }

    @Test(arguments: [
        ("{", 1, TextProblem.Fault.ended), ("[]", 1, .wrongType("object")), ("{}", 1, .missingField("dimensions")),
        ("{\"dimensions\":[],\n\"families\":[{\"id\":\"a\",\"sizes\":[1]}]}", 2, .wrongDimensions("a")),
        ("{\"dimensions\":[],\"families\":[],\"places\":[],\n\"scores\":[[\"a\",\"x\",1]]}", 2, .unknownName("a")),
        ("{\"dimensions\":[\"d\"],\n\"families\":[{\"id\":\"a\",\"sizes\":[1.5]}]}", 2, .wrongType("whole number from 0")),
        ("{\"a\":1,\n\"a\":2}", 2, .duplicateName("a")), ("{\"a\":1}\n}", 2, .notJSON(expected: "the end")),
    ])
    func `a broken text is refused with its line`(_ text: String, _ line: Int, _ fault: TextProblem.Fault) {
        #expect(throws: TextProblem(line: line, fault)) { try PlacementText(text) }
    }

    @Test func `no wrecked text brings the reader down`() {
        var dice = Dice(2)
        for _ in 0..<3000 {
            var bytes = Array(text.utf8)
            for _ in 0..<dice.roll(1...3) { bytes[dice.roll(0...(bytes.count - 1))] = UInt8(dice.roll(0...255)) }
            _ = try? PlacementText(String(decoding: bytes, as: UTF8.self))
        }
    }
}
