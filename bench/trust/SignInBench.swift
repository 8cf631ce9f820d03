import Accounts
import Foundation
import House
import Identity
import TestSupport

/// Twenty people who sign in at the same moment, by the form, with the passwords of a real hub.
enum SignInBench {
    static let people = 20

    static func run(rounds: Int, in folder: URL) async throws {
        try await withHub(in: folder) { town in
            for number in 0..<people { try await town.add("worker\(number)@port-selby.example", as: [.caseWorker]) }
            let browser = Browser(town: town), before = mostMemory()
            var times: [Double] = [], refused = 0
            for _ in 0..<rounds {
                town.clock.advance(by: 3600)
                for (time, status) in try await together(browser) { if status == 303 { times.append(time) } else { refused += 1 } }
            }
            print(String(format: "%d at once, %d rounds: median %.2f s, p95 %.2f s, longest %.2f s; %d of %d were asked to come again",
                         people, rounds, times.median, times.percentile(95), times.max() ?? 0, refused, rounds * people))
            print("memory: \(mostMemory()) MiB at most, \(before) before the first")
        }
    }

    private static func together(_ browser: Browser) async throws -> [(Double, Int)] {
        try await withThrowingTaskGroup(of: (Double, Int).self) { group in
            for number in 0..<people {
                group.addTask {
                    var status = 0
                    let time = try await seconds {
                        status = try await browser.post("/sign-in", [("email", "worker\(number)@port-selby.example"), ("password", Accounts.demoPassword)]).status
                    }
                    return (time, status)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
