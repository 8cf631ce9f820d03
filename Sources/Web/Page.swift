import Hummingbird
import Identity
import Localization
import Markup

/// Values in, markup out; everything a page needs is in its fields.
public protocol Page: Sendable {
    /// Pages with invented values, each rendered by the tests in every language.
    static var samples: [Self] { get }
    var title: Message { get }
    /// What the window is called: the title in the reader's language, unless the page is named by data.
    func windowTitle(_ say: Speech) -> String
    /// Scripts of our own that it needs besides the one of every page, such as `passkeys.js`.
    var scripts: [String] { get }
    /// The content of `main`, with exactly one `h1`.
    func body(_ say: Speech) -> HTML
}

extension Page {
    public func windowTitle(_ say: Speech) -> String { say.plain(title) }
    public var scripts: [String] { [] }
}

/// The hidden field by which a form proves that it came from one of our own pages.
public struct FormToken: Sendable, Hashable {
    public let text: String
    /// Tells one showing of a form from the next (`SentForms`); empty where it does not matter.
    let once: String
    public init(_ text: String, once: String = "") { (self.text, self.once) = (text, once) }
    public static let none = FormToken("")
    public static let field = "form_token"
    static let onceField = "once"

    /// For the forms of a session. It names the session, so that a form sent after its end can be kept for whoever wrote it.
    static func of(session id: String, _ signIn: SignIn, once: String = "") -> FormToken { FormToken("\(id).\(signIn.mac("form|" + id))", once: once) }

    /// The session that it names.
    var session: String? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : nil
    }

    public var html: HTML {
        """
        <input type="hidden" \(.name(Self.field)) \(.value(text))>\(once.isEmpty ? "" : "<input type=\"hidden\" \(.name(Self.onceField)) \(.value(once))>")
        """
    }
}

extension VisitorContext {
    /// The page inside the layout of this hub, in the language of this reader.
    public func show(_ page: some Page, status: HTTPResponse.Status = .ok) -> Response {
        let html = Layout(context: self).render(page)
        let isPrivate = session != nil || (token != .none && html.text.contains(token.text))
        let headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8",
            .contentLanguage: say.language.tag,
            .vary: "Accept-Language, Cookie",
            .cacheControl: isPrivate ? Recognition.neverStored : "private, no-cache",
        ]
        return Response(status: status, headers: headers, body: .init(byteBuffer: .init(string: html.text)))
    }

    /// The page again with what was wrong: under its status, and with the time after which another try counts.
    public func show(_ page: some Page, refusing problem: any Explained) -> Response {
        show(page, status: problem.status).telling(problem)
    }
}

extension Response {
    func telling(_ problem: any Explained) -> Response {
        var response = self
        response.headers[.retryAfter] = problem.retryAfter.map(String.init)
        if !problem.allowed.isEmpty { response.headers[.allow] = problem.allowed.map(\.rawValue).joined(separator: ", ") }
        return response
    }

    /// The same answer, asked for again by the browser itself after so many seconds: while work goes on, without any script.
    public func renewed(after seconds: Int) -> Response {
        var response = self
        response.headers[.refresh] = "\(seconds)"
        return response
    }
}

extension SignedInContext {
    public func show(_ page: some Page, status: HTTPResponse.Status = .ok) -> Response { visitor.show(page, status: status) }
    public func show(_ page: some Page, refusing problem: any Explained) -> Response { visitor.show(page, refusing: problem) }
}

extension Response {
    /// 303: after a form was taken, the answer is another page, so that going back or reloading sends nothing twice.
    public static func redirect(to route: Route) -> Response {
        Response(status: .seeOther, headers: [.location: route.text, .cacheControl: "no-store"])
    }
}
