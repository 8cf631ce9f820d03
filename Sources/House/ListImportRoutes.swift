import Foundation
import Hummingbird
import Identity
import Localization
import Markup
import Web

/// Bringing in a list in the browser: choose the file, say which column is what, look at what would happen, then do it.
///
/// The work is done apart from the request; the page of the run shows how far it is.
public struct ListImportRoutes: Sendable {
    let list: ListImport
    let hub: Hub
    private var runs: ImportRuns { hub.imports }

    public init(_ list: ListImport, hub: Hub) { (self.list, self.hub) = (list, hub) }

    public var doors: [Door] {
        [door(.get, "", choose), door(.post, "", take).takingFiles(), door(.get, "/runs/:id", show), door(.post, "/runs/:id", go)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles(list.roles, method, "/imports/\(list.name)\(path)", for: list.purpose, work)
    }

    @Sendable private func choose(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(page(.choose(problem: nil), context))
    }

    @Sendable private func take(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let file = context.files["list"], !file.bytes.isEmpty else { return refused(.noRows, context) }
        guard ListFile.isList(file.name, file.bytes) else { return refused(.noList, context) }
        let id: ImportRunID = hub.newID()
        do throws(ImportProblem) { try await runs.take(file.bytes, named: file.name, as: id, for: list, by: context.actor) } catch {
            return refused(error, context)
        }
        return await settled(id, context)
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let run = await run(context) else { return gone(context) }
        switch run.stage {
        case .working(let work):
            return context.show(page(.working(run.id, isReal: work.isReal, done: work.rows.done, all: work.rows.all), context)).renewed(after: 2)
        case .checked(let header, let mapping, let summary): return context.show(page(.check(run.id, header: header, mapping: mapping, summary), context))
        case .done(let summary): return context.show(page(.done(summary), context))
        case .failed(let problem): return refused(problem, context)
        }
    }

    @Sendable private func go(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard let run = await run(context) else { return gone(context) }
        let mapping = context.fields["mapped"] == "yes" ? chosen(context.fields) : nil
        await runs.go(on: run.id, list, mapping, isReal: context.fields["action"] == "import")
        return await settled(run.id, context)
    }

    /// To the page of the run, after a moment in which short lists are done.
    private func settled(_ id: ImportRunID, _ context: SignedInContext) async -> Response {
        await runs.settle(id)
        if case .failed(let problem) = await runs.find(id, of: list, for: context.actor)?.stage { return refused(problem, context) }
        return .redirect(to: "/imports/\(list.name)/runs/\(id.text)")
    }

    private func refused(_ problem: ImportProblem, _ context: SignedInContext) -> Response {
        context.show(page(.choose(problem: problem.message), context), status: problem.status)
    }

    /// Someone else's run looks like none.
    private func gone(_ context: SignedInContext) -> Response { context.show(page(.gone, context), status: .notFound) }

    private func run(_ context: SignedInContext) async -> ImportRun? {
        guard let id = context.parameter("id").flatMap({ ImportRunID($0) }) else { return nil }
        return await runs.find(id, of: list, for: context.actor)
    }

    private func page(_ step: ListImportPage.Step, _ context: SignedInContext) -> ListImportPage {
        ListImportPage(token: context.token, list: list, step: step)
    }

    private func chosen(_ fields: Fields) -> CSVMapping {
        let pairs = list.fields.map { ($0.name, fields["column_" + $0.name]) }.filter { !$0.1.isEmpty }
        let separator = fields["separator"].isEmpty ? ";" : fields["separator"]
        return CSVMapping(
            columns: Dictionary(pairs) { first, _ in first },
            separators: Dictionary(list.fields.filter { $0.separator != nil }.map { ($0.name, separator) }) { first, _ in first })
    }
}
