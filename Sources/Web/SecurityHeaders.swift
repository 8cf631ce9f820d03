import HTTPTypes
import Hummingbird

/// Headers on every answer, errors too; the outermost layer.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = VisitorContext
    let isSecure: Bool

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fixed { response.headers[name] = value }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        return response
    }

    /// No inline script or style exists, so none is allowed: simpler than nonces, and pages can be cached.
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
        "media-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
    ].joined(separator: "; ")

    private static let fixed: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, policy),
        (.xContentTypeOptions, "nosniff"),
        // "no-referrer" would make browsers send "Origin: null" on our own forms.
        (.referrerPolicy, "same-origin"),
        (.permissionsPolicy, "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)"),
        (.openerPolicy, "same-origin"),
        (.resourcePolicy, "same-origin"),
    ]
}
