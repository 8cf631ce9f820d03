import Hummingbird
import Logging

extension Request {
    /// By which its lines in the log are found, and which the page of a failure names.
    public var number: String { headers[.requestID] ?? "" }

    /// Whether another website sent the reader here, as far as their browser says where it comes from.
    public var isSentByAnotherSite: Bool { headers[.secFetchSite] == "cross-site" }
}

/// One line for each request: its number, the route it took and how it ended; no path, no query, no address.
struct RequestLog: RouterMiddleware {
    typealias Context = VisitorContext

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let spent = ContinuousClock.now - start
        context.logger.info("request", metadata: [
            "method": "\(request.method)", "route": "\(context.endpointPath ?? "none")",
            "request": "\(response.headers[.requestID] ?? "")", "status": "\(response.status.code)",
            "microseconds": "\(spent.components.seconds * 1_000_000 + spent.components.attoseconds / 1_000_000_000_000)",
        ])
        return response
    }
}
