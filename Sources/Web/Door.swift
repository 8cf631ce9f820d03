import Hummingbird
import Identity

/// Who may come through a door.
public enum Audience: Sendable, Hashable {
    case anyone
    case signedIn
    case roles(Set<Role>)

    public func admits(_ actor: Actor?) -> Bool {
        switch self {
        case .anyone: true
        case .signedIn: actor != nil
        case .roles(let roles): actor.map { !$0.roles.isDisjoint(with: roles) } ?? false
        }
    }
}

/// One way into the hub: a method, a path, who may come through, and what is behind it.
///
/// A door can't be made without saying whom it is for; the test of routes by roles walks over all of them.
public struct Door: Sendable {
    public typealias Handler = @Sendable (Request, VisitorContext) async throws -> Response

    public let method: HTTPRequest.Method
    public let path: String
    public let audience: Audience
    /// Whether its form may bring a file; any other form is small.
    private(set) var takesFiles = false
    /// Whether people who are not signed in have a budget for it (`FormLimits`): every form, and what costs as much.
    private(set) var isCounted: Bool
    private(set) var handler: Handler

    /// Open to anyone; what it shows is public.
    public static func anyone(
        _ method: HTTPRequest.Method, _ path: String,
        _ handler: @escaping @Sendable (Request, VisitorContext) async throws -> Response
    ) -> Door {
        Door(method: method, path: path, audience: .anyone, isCounted: method == .post, handler: handler)
    }

    /// Open to anyone, for what is about themselves or someone they know: closed where it would cross a network in the clear.
    public static func personal(
        _ method: HTTPRequest.Method, _ path: String,
        _ handler: @escaping @Sendable (Request, VisitorContext) async throws -> Response
    ) -> Door {
        .anyone(method, path) { request, context in
            guard context.allowsSignIn else { throw WebProblem.inTheClear }
            return try await handler(request, context)
        }
    }

    /// Open to whoever is signed in, for themselves.
    public static func signedIn(
        _ method: HTTPRequest.Method, _ path: String, for purpose: Purpose = .ownFile,
        _ handler: @escaping @Sendable (Request, SignedInContext) async throws -> Response
    ) -> Door {
        guarded(method, path, .signedIn, purpose, handler)
    }

    /// Open to those who hold one of these roles, for one declared purpose.
    public static func roles(
        _ roles: Set<Role>, _ method: HTTPRequest.Method, _ path: String, for purpose: Purpose,
        _ handler: @escaping @Sendable (Request, SignedInContext) async throws -> Response
    ) -> Door {
        guarded(method, path, .roles(roles), purpose, handler)
    }

    /// The same door, for a form that may bring a file of up to 10 MiB.
    public func takingFiles() -> Door {
        var door = self
        door.takesFiles = true
        return door
    }

    /// The same door, for a page that costs as much as a form, such as one that asks another server.
    public func counted() -> Door {
        var door = self
        door.isCounted = true
        return door
    }

    /// The same door, for what does most harm in wrong hands: whoever did not show in the last five minutes that it is
    /// them does so first, and then goes on with what they sent. Not for forms with files, which can't be kept meanwhile.
    public func fresh() -> Door {
        var door = self
        door.handler = { [handler, audience, path] request, visitor in
            // Those whom the door does not let in, or who have something else to do first, are told so first.
            guard let session = visitor.session, audience.admits(session.actor), session.opens(path) else { return try await handler(request, visitor) }
            return try await StepUp(session: session, handler: handler).answer(request, visitor)
        }
        return door
    }

    private static func guarded(
        _ method: HTTPRequest.Method, _ path: String, _ audience: Audience, _ purpose: Purpose,
        _ handler: @escaping @Sendable (Request, SignedInContext) async throws -> Response
    ) -> Door {
        Door(method: method, path: path, audience: audience, isCounted: method == .post) { request, visitor in
            guard let session = visitor.session else { throw Refusal.signInFirst }
            guard audience.admits(session.actor) else { throw Refusal.forbidden }
            if let duty = session.duty, !session.opens(path) {
                return .redirect(to: request.method == .get ? duty.route.query("next", visitor.here) : duty.route)
            }
            let context = SignedInContext(visitor: visitor, actor: session.actor, session: session, purpose: purpose)
            return try await handler(request, context)
        }
    }
}
