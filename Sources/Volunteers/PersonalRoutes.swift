import Hummingbird
import Web

extension Door {
    /// Open to anyone, for what is about themselves or someone they know: closed where it would cross a network in the clear.
    static func personal(
        _ method: HTTPRequest.Method, _ path: String, _ handler: @escaping @Sendable (Request, VisitorContext) async throws -> Response
    ) -> Door {
        .anyone(method, path) { request, context in
            guard context.allowsSignIn else { throw VolunteerProblem.needsTLS }
            return try await handler(request, context)
        }
    }
}
