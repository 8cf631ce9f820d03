import Accounts
import Assembly
import Testing
import TestSupport

/// Pages that show many things ask the database as often as if there were few: eight, since a desk names seven and counts the rest.
@Suite struct QueryCountTests {
    @Test(arguments: Engine.tested)
    func `a page asks the database as often for thirty lines as for eight`(_ engine: Engine) async throws {
        let few = try await asked(with: 8, on: engine), many = try await asked(with: 30, on: engine)
        #expect(few.count == many.count && few.count >= 20)
        for (small, large) in zip(few, many) {
            #expect(small.statements.count == large.statements.count, "\(large.page): \(extra(in: large.statements, over: small.statements))")
        }
        print("Statements a page on \(engine):", few.map { "\($0.page) \($0.statements.count)" }.joined(separator: ", "))
    }

    /// What is asked more often.
    private func extra(in many: [String], over few: [String]) -> String {
        let before = Dictionary(grouping: few) { $0 }
        return Dictionary(grouping: many) { $0 }.filter { $0.value.count != before[$0.key]?.count ?? 0 }
            .map { "\($0.value.count) instead of \(before[$0.key]?.count ?? 0) times: \($0.key)" }.sorted().joined(separator: "\n")
    }

    private func asked(with count: Int, on engine: Engine) async throws -> [(page: String, statements: [String])] {
        try await withBrowser(on: engine) { plain in
            let (town, asked) = plain.town.counted()
            let browser = Browser(town: town), pages = try await BusyTown(WholeTown(browser), count).pages()
            var found: [(String, [String])] = []
            for page in pages {
                let visitor = try await browser.as(page.by)
                _ = try await visitor.get(page.path)
                _ = asked.takeTexts()
                let answer = try await visitor.get(page.path)
                #expect(answer.status == 200, "\(page.name)")
                found.append((page.name, asked.takeTexts()))
            }
            return found
        }
    }
}
