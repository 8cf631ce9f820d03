import Assembly
import Messaging
import Storage
import Testing
import TestSupport

/// How the engines mean to find what the pages show: what holds for a town of eight holds for a city.
@Suite struct ListPlanTests {
    /// Each is shown page by page in one order.
    private let lists: Set<String> = [
        "volunteers", "households waiting", "engagements", "questions", "proposals", "needs that wait", "concerns", "coordinator's desk", "requests about data",
    ]

    @Test(arguments: Engine.tested)
    func `a list stands in an index in the order in which it is shown`(_ engine: Engine) async throws {
        let plans = try await plans(on: engine) { page, statement in
            // What is told of the lines of one page is chosen by their ids and may be sorted.
            lists.contains(page) && statement.contains("ORDER BY") && statement.contains("LIMIT") && !statement.contains(" IN (")
        }
        #expect(Set(plans.map(\.page)) == lists)
        for plan in plans { #expect(!plan.text.contains("TEMP B-TREE") && !plan.text.contains("Sort"), "\(plan.page): \(plan.statement)\n\(plan.text)") }
    }

    @Test(arguments: Engine.tested)
    func `no page reads a table from one end to the other`(_ engine: Engine) async throws {
        let plans = try await plans(on: engine) { _, statement in statement.hasPrefix("SELECT") }
        #expect(plans.count > 100)
        for plan in plans where !plan.isOfSmallTables {
            // A subquery of rows that are counted up to a limit is read as a whole.
            #expect(!plan.text.contains(/SCAN (?!counted\b)[a-z_]+(?! USING)( |;|$)/) && !plan.text.contains("Seq Scan"), "\(plan.page): \(plan.statement)\n\(plan.text)")
        }
    }

    @Test(arguments: Engine.tested)
    func `letters about something that is gone are found by how their keys begin`(_ engine: Engine) async throws {
        try await withHub(on: engine) { (plain) async throws in
            let (town, asked) = plain.counted()
            try await town.hub.archive.write { try $0.outbox.takeBack(prefix: "engagement:0199") }
            let statement = try #require(asked.take().first { $0.text.hasPrefix("DELETE FROM outbox") })
            let plan = try await plain.hub.archive.database.read { try $0.plan(of: statement) }
            #expect(plan.contains("(key>? AND key<?)") || plan.contains("outbox_pkey"), "\(plan)")
        }
    }

    private struct Plan {
        let page: String, statement: String, text: String
        /// What a hub has few of, however large its town: reads stand apart for some minutes.
        var isOfSmallTables: Bool { statement.contains(/FROM (settings|jobs|outbox|retention_waiting|opened_reads)\b/) }
    }

    private func plans(on engine: Engine, of isWanted: @escaping @Sendable (String, String) -> Bool) async throws -> [Plan] {
        try await withBrowser(on: engine) { plain in
            let (town, asked) = plain.town.counted(), browser = Browser(town: town)
            var plans: [Plan] = []
            for page in try await BusyTown(WholeTown(browser), 8).pages() {
                let visitor = try await browser.as(page.by)
                _ = asked.take()
                #expect(try await visitor.get(page.path).status == 200, "\(page.name)")
                for statement in asked.take() where isWanted(page.name, statement.text) {
                    let text = try await plain.town.hub.archive.database.read { try $0.plan(of: statement) }
                    plans.append(Plan(page: page.name, statement: statement.text, text: text))
                }
            }
            return plans
        }
    }
}

extension Connection {
    /// What the engine would do where it had to go by an index whenever there is one: over few rows PostgreSQL reads all.
    func plan(of statement: SQL) throws -> String {
        if engine == .sqlite { return try rows("EXPLAIN QUERY PLAN \(statement)").map { try $0.get("detail") as String }.joined(separator: "; ") }
        _ = try execute("SET LOCAL enable_seqscan = off")
        _ = try execute("SET LOCAL enable_sort = off")
        return try rows("EXPLAIN \(statement)").map { try $0.get("QUERY PLAN") as String }.joined(separator: "\n")
    }
}
