import Hummingbird
import Markup

extension VisitorContext {
    /// False where the password would cross a network in the clear.
    public var allowsSignIn: Bool { settings.allowsSignIn }

    /// A route as a whole address, for what leaves the screen: a code to scan, a letter. Made from the settings, never from the request.
    public func address(of route: Route) -> String { settings.address + route.text }

    /// The cookie that holds the next secret of the session that is there.
    public func sessionCookie(_ secret: String) -> Cookie { sessionCookie(OpenedSession(secret: secret, lasting: session?.cookieLasting)) }

    /// The cookie of a session that was opened now. Without an end date it goes with the browser window, as on a shared computer.
    public func sessionCookie(_ opened: OpenedSession) -> Cookie {
        Cookie(name: settings.cookieName("s"), value: opened.secret, maxAge: opened.lasting, path: "/", secure: settings.isSecure, httpOnly: true, sameSite: .lax)
    }

    /// A cookie of an area's own, which no script can read; the name says for what, such as `d`.
    public func ownCookie(_ name: String, _ value: String, days: Int) -> Cookie {
        Cookie(name: settings.cookieName(name), value: value, maxAge: days * 86_400, path: "/",
               secure: settings.isSecure, httpOnly: true, sameSite: .lax)
    }

    public func ownCookie(_ name: String, of request: Request) -> String? { request.cookies[settings.cookieName(name)]?.value }
}

/// A session that was opened now: what its cookie holds, and for how long, in seconds; nil for as long as the browser window.
public struct OpenedSession: Sendable {
    public let secret: String
    public let lasting: Int?
    public init(secret: String, lasting: Int?) { (self.secret, self.lasting) = (secret, lasting) }
}

extension Response {
    /// Asks the browser to drop the session, and everything it kept of this hub.
    public mutating func forgetSession(_ context: VisitorContext) {
        setCookie(Cookie(
            name: context.settings.cookieName("s"), value: "", maxAge: 0, path: "/",
            secure: context.settings.isSecure, httpOnly: true, sameSite: .lax))
        headers[.clearSiteData] = "\"cache\", \"storage\""
    }
}
