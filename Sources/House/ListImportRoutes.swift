import Foundation
import Hummingbird
import Identity
import Localization
import Web

/// Bringing in a list in the browser: choose the file, say which column is what, look at what would happen, then do it.
public struct ListImportRoutes: Sendable {
    let list: ListImport
    public init(_ list: ListImport) { self.list = list }

    public var doors: [Door] {
        [.roles(list.roles, .get, "/imports/\(list.name)", for: list.purpose, choose),
         .roles(list.roles, .post, "/imports/\(list.name)", for: list.purpose, check).takingFiles()]
    }

    @Sendable private func choose(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(ListImportPage(token: context.token, list: list, step: .choose(problem: nil)))
    }

    /// The file comes with each step, so that nothing of it lies on the server before it is taken.
    @Sendable private func check(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let text = context.files["list"].map(\.bytes) ?? Array(context.fields.untrimmed("csv").utf8)
        let name = context.files["list"]?.name ?? context.fields["name"]
        let csv: CSVTable
        do throws(CSVProblem) { csv = try CSVTable(text) } catch {
            return context.show(ListImportPage(token: context.token, list: list, step: .choose(problem: error.message)), status: .unprocessableContent)
        }
        guard !csv.header.isEmpty, !csv.rows.isEmpty else {
            let problem = Message("There are no rows in this file. Choose a CSV file with a line of column names.")
            return context.show(ListImportPage(token: context.token, list: list, step: .choose(problem: problem)), status: .unprocessableContent)
        }
        let mapping = context.fields["mapped"] == "yes" ? chosen(context.fields) : CSVMapping(guessedFrom: csv.header, fields: list.fields)
        let isReal = context.fields["action"] == "import"
        let report = try await list.run(csv, mapping, name, context.actor, !isReal) { _, _ in }
        let step: ListImportPage.Step = isReal && !report.isRefused
            ? .done(report) : .check(csv: String(decoding: text, as: UTF8.self), name: name, header: csv.header, mapping: mapping, report: report)
        return context.show(ListImportPage(token: context.token, list: list, step: step))
    }

    private func chosen(_ fields: Fields) -> CSVMapping {
        let pairs = list.fields.map { ($0.name, fields["column_" + $0.name]) }.filter { !$0.1.isEmpty }
        let separator = fields["separator"].isEmpty ? ";" : fields["separator"]
        return CSVMapping(
            columns: Dictionary(pairs) { first, _ in first },
            separators: Dictionary(list.fields.filter { $0.separator != nil }.map { ($0.name, separator) }) { first, _ in first })
    }
}
