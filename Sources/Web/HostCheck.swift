import Hummingbird

/// Exactly one Host, and one of ours: else a page could be made to link, or to send mail, to a stranger's server.
struct HostCheck: RouterMiddleware {
    typealias Context = VisitorContext
    let settings: WebSettings

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        // Several Host headers reach us as one authority and the rest as fields.
        let named = [request.head.authority].compactMap { $0 } + request.headers[values: .host]
        guard named.count == 1, settings.hosts.contains(named[0].lowercased()) else { throw WebProblem.wrongHost }
        return try await next(request, context)
    }
}
