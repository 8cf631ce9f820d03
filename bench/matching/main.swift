import Glibc
import MatchFiles
import Optimization

// Instances for the engine of the round, and what it takes for them; bench/match runs all of it beside its peers.

let words = Array(CommandLine.arguments.dropFirst())
do {
    switch words.first {
    case "town": try TownFile(Array(words.dropFirst())).write()
    case "gap": try GapInstance(Array(words.dropFirst())).write()
    case "families": try FamilyFile(Array(words.dropFirst())).write()
    case "solve": try Timing.solve(words[1])
    case "changes": try Changes(needs: Int(words[1]) ?? 10_000).run()
    case "reasons": try Reasons(needs: Int(words[1]) ?? 10_000).run()
    case "greedy": try Greedy(needs: Int(words[1]) ?? 10_000).run()
    case "match": try match(Array(words.dropFirst()))
    default:
        print("""
            matching-bench town KIND NEEDS FILE.min|FILE.asn [first] [distinct]
            matching-bench gap A|B|C|D|small AGENTS JOBS SEED FILE
            matching-bench families FAMILIES PLACES SEED FILE
            matching-bench solve FILE
            matching-bench changes|reasons|greedy NEEDS
            matching-bench match solve|gap|place FILE [--seconds SECONDS]
            """)
    }
} catch {
    print("failed: \(error)")
    exit(1)
}

/// What `tessera match` does, without the rest of Tessera around it.
func match(_ words: [String]) throws {
    var output = LineWriter(Text.print)
    let seconds = words.count > 3 ? Double(words[3]) ?? 30 : 30
    let command: any FileCommand = switch words[0] {
    case "gap": GapFile(words[1], seconds: seconds)
    case "place": PlaceFile(words[1], seconds: seconds)
    default: SolveFile(words[1])
    }
    try command.run(&output)
}
