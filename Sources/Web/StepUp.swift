import Hummingbird
import Localization
import Markup

/// What became of a password or a code by which someone shows that it is them.
public enum ProofAnswer: Sendable {
    /// The session goes on under a new secret, for its cookie.
    case right(cookie: String)
    case wrong(Message, HTTPResponse.Status)
}

/// Asks someone who signed in a while ago to show that it is still them, and goes on with what they wanted.
///
/// What they sent is kept in the page that asks, and sent again with the answer: nothing is stored meanwhile.
struct StepUp: Sendable {
    static let field = "proof"
    /// Where the page goes that was asked for by a link.
    static let route: Route = "/my/proof"
    let session: Session
    let handler: Door.Handler

    func answer(_ request: Request, _ visitor: VisitorContext) async throws -> Response {
        guard request.method == .post else { return visitor.show(page(of: request, visitor, nil)) }
        let typed = visitor.fields.untrimmed(Self.field)
        guard !typed.isEmpty else { return visitor.show(page(of: request, visitor, nil)) }
        switch try await visitor.prove(session, typed) {
        case .wrong(let message, let status): return visitor.show(page(of: request, visitor, message), status: status)
        case .right(let cookie): return await goOn(request, visitor, cookie)
        }
    }

    /// Whatever comes of it, the answer brings the new cookie: the old one opens nothing any more.
    private func goOn(_ request: Request, _ visitor: VisitorContext, _ cookie: String) async -> Response {
        var visitor = visitor, response: Response
        visitor.fields = visitor.fields.without([Self.field])
        do {
            response = try await handler(request, visitor)
        } catch {
            response = ErrorPages().answer(to: error, request: request, context: visitor)
        }
        // What was done may have renewed the session once more: then that cookie is the one that holds.
        let fresh = visitor.sessionCookie(cookie)
        if !response.headers[values: .setCookie].contains(where: { $0.hasPrefix("\(fresh.name)=") }) { response.setCookie(fresh) }
        return response
    }

    private func page(of request: Request, _ visitor: VisitorContext, _ problem: Message?) -> StepUpPage {
        let isForm = request.method == .post, here = Route.local(visitor.here) ?? "/"
        let kept = isForm ? visitor.fields.without([Self.field, FormToken.field]) : Fields([("next", here.text)])
        return StepUpPage(token: visitor.token, proof: session.proof, action: isForm ? here : Self.route, kept: kept, problem: problem)
    }
}

/// The page that asks, with what was sent in hidden fields.
struct StepUpPage: Page {
    let token: FormToken
    let proof: Session.Proof
    let action: Route
    let kept: Fields
    let problem: Message?

    static let samples = [
        StepUpPage(token: FormToken("sample"), proof: .code, action: "/settings", kept: Fields([("hub_name", "Port Selby")]), problem: nil),
        StepUpPage(token: FormToken("sample"), proof: .password, action: "/my/proof", kept: Fields([("next", "/users")]), problem: Message("The password is wrong.")),
        StepUpPage(token: FormToken("sample"), proof: .comingInAgain, action: "/my/proof", kept: Fields(), problem: nil),
    ]

    var title: Message { Message("Is it still you?") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(problem.flatMap { ProblemList([FieldProblem(StepUp.field, $0)]).html(say) })
        \(content(say))
        """
    }

    private func content(_ say: Speech) -> HTML {
        switch proof {
        case .code:
            asking(CodeField(StepUp.field, problem: problem).html(say), say)
        case .password:
            asking(TextField(name: StepUp.field, label: Message("Password"), value: "", kind: .password, problem: problem, autocomplete: "current-password").html(say), say)
        case .comingInAgain:
            """
            <p class="lead">\(say("You came in with your card some time ago. Sign out, come in with it again, and then do this."))</p>
            <form method="post" action="/sign-out">\(token.html)
            <div class="buttons"><button class="button main">\(Picture("lock")) \(say("Sign out"))</button></div></form>
            """
        }
    }

    private func asking(_ field: HTML, _ say: Speech) -> HTML {
        """
        <p class="lead">\(say("This is something that nobody else may do in your name. Show that it is you, and it goes on; what you typed is kept."))</p>
        <form method="post" \(.action(action)) data-once>
        \(token.html)
        \(kept.all.map { "<input type=\"hidden\" \(.name($0.name)) \(.value($0.value))>" as HTML })
        \(field)
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Go on"))</button></div>
        </form>
        """
    }
}
