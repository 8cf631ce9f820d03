import Hummingbird
import Identity

/// Turns away what no door is for, before its form is read: an address that is none, and one that is asked for by another method than its doors have.
struct MethodCheck: RouterMiddleware {
    typealias Context = VisitorContext
    private struct Entry: Sendable {
        let method: HTTPRequest.Method, path: RouterPath
    }
    /// By how many parts their paths have.
    private let entries: [Int: [Entry]]

    init(doors: [Door]) {
        entries = Dictionary(grouping: doors.map { Entry(method: $0.method, path: RouterPath($0.path)) }, by: \.path.components.count)
    }

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        let methods = methods(at: request.uri.path), asked = request.method == .head ? .get : request.method
        guard !methods.isEmpty else { throw Refusal.notFound }
        guard methods.contains(asked) else { throw WebProblem.wrongMethod(allowed: methods.flatMap { $0 == .get ? [.get, .head] : [$0] }) }
        return try await next(request, context)
    }

    private func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        return (entries[parts.count] ?? []).filter { zip($0.path.components, parts).allSatisfy { $0 ~= $1 } }
            .reduce(into: []) { found, entry in if !found.contains(entry.method) { found.append(entry.method) } }
    }
}
