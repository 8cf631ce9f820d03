import Foundation
import Hummingbird
import Identity
import Localization
import Logging
import Markup

/// Turns what was thrown into a page in the reader's language.
///
/// Refusals and explained problems say what happened; anything else is logged by its type and the request id,
/// never with its text, which could hold what someone typed.
struct ErrorPages: RouterMiddleware {
    typealias Context = VisitorContext

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch Refusal.signInFirst where request.method == .get || request.method == .head {
            return .redirect(to: Route("/sign-in").query("next", context.here))
        } catch {
            return answer(to: error, request: request, context: context)
        }
    }

    func answer(to error: any Error, request: Request, context: Context) -> Response {
        let page = page(for: error, request: request, context: context)
        let response = context.show(page, status: page.status)
        return (error as? any Explained).map(response.telling) ?? response
    }

    private func page(for error: any Error, request: Request, context: Context) -> ProblemPage {
        switch error {
        case Refusal.notFound: ProblemPage(status: .notFound, message: Message("There is nothing at this address, or it is not for you to see."))
        case Refusal.forbidden: ProblemPage(status: .forbidden, message: Message("Your role does not allow this. Ask the person named below."))
        case Refusal.restricted: ProblemPage(status: .forbidden, message: Message("This is about someone who asked that their data is not used for now. It stays closed until whoever answers for data protection opens it again."))
        case Refusal.signInFirst: ProblemPage(status: .unauthorized, message: Message("Sign in first, then send the form again."), signIn: Route("/sign-in").query("next", context.back))
        case let explained as any Explained: told(explained, request: request, context: context)
        case let http as any HTTPResponseError where http.status.code < 500:
            ProblemPage(status: http.status, message: http.status == .notFound
                ? Message("There is nothing at this address, or it is not for you to see.")
                : Message("We could not read what was sent."))
        default: unexpected(error, request: request, context: context)
        }
    }

    private func told(_ explained: any Explained, request: Request, context: Context) -> ProblemPage {
        if explained.status.code >= 500 { log(explained, request: request, context: context) }
        return ProblemPage(status: explained.status, message: explained.message)
    }

    private func log(_ error: any Error, request: Request, context: Context) {
        context.logger.error("failure", metadata: [
            "request": "\(request.headers[.requestID] ?? "")", "kind": "\(String(reflecting: type(of: error)))",
            "route": "\(context.endpointPath ?? "")",
        ])
    }

    private func unexpected(_ error: any Error, request: Request, context: Context) -> ProblemPage {
        let id = request.headers[.requestID] ?? ""
        log(error, request: request, context: context)
        return ProblemPage(
            status: .internalServerError,
            message: Message("Something went wrong on our side. Nothing you sent was lost by you: try again. If it stays, tell us this number: \(id, "number")."))
    }
}

/// A page that says what went wrong.
struct ProblemPage: Page {
    let status: HTTPResponse.Status
    let message: Message
    /// Where whoever must sign in first does so, and comes back.
    var signIn: Route?

    static let samples = [ProblemPage(status: .notFound, message: Message("There is nothing at this address, or it is not for you to see.")),
                          ProblemPage(status: .unauthorized, message: Message("Sign in first, then send the form again."), signIn: "/sign-in?next=%2Fmy")]

    var title: Message {
        status == .notFound ? Message("Page not found") : Message("This did not work")
    }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <div class="notice warn" role="alert"><p>\(Picture("warning")) \(say(message))</p></div>
        \(signIn.map { "<p><a class=\"button main\" \(.href($0))>\(Picture("key")) \(say("Sign in"))</a></p>" as HTML })
        <p><a class="button main" href="/">\(Picture("house")) \(say("Go to the start page"))</a></p>
        """
    }
}
