import Hummingbird

/// Lets nobody in while the hub has a reason to be closed, and tells it; what belongs to that page, and the watching machine, pass.
struct Opening: RouterMiddleware {
    typealias Context = VisitorContext
    let whyClosed: @Sendable () -> (any Explained)?

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        if let reason = whyClosed(), !request.uri.path.hasPrefix("/assets/"), request.uri.path != "/healthz" { throw reason }
        return try await next(request, context)
    }
}
