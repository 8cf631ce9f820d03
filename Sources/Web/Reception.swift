import Foundation
import Hummingbird
import Identity
import Localization
import Logging
import Markup

/// What `Accounts` fills in so that the web layer can tell who a cookie belongs to, without knowing a database.
public struct SignIn: Sendable {
    public let identify: @Sendable (_ cookie: String) async throws -> Session?
    /// Whose a session is or was, by its id.
    public let owner: @Sendable (_ session: String) async throws -> UserID?
    /// A keyed hash of a text, for form tokens.
    public let mac: @Sendable (_ text: String) -> String
    public let randomToken: @Sendable () -> String
    /// Whether a password, a code or a passkey is that of the session's owner; gives the secret of the session's next cookie.
    public let prove: @Sendable (_ session: Session, _ proof: GivenProof) async throws -> ProofAnswer
    /// Closes a text so that only this hub can open it again, for the same name only.
    public let seal: @Sendable (_ text: String, _ name: String) throws -> String
    /// Opens what was sealed for this name; nil for anything else.
    public let unseal: @Sendable (_ sealed: String, _ name: String) -> String?

    public init(
        identify: @escaping @Sendable (String) async throws -> Session?, owner: @escaping @Sendable (String) async throws -> UserID?, mac: @escaping @Sendable (String) -> String,
        randomToken: @escaping @Sendable () -> String, prove: @escaping @Sendable (Session, GivenProof) async throws -> ProofAnswer,
        seal: @escaping @Sendable (String, String) throws -> String, unseal: @escaping @Sendable (String, String) -> String?
    ) {
        (self.identify, self.owner, self.mac, self.randomToken, self.prove) = (identify, owner, mac, randomToken, prove)
        (self.seal, self.unseal) = (seal, unseal)
    }

    /// Before anyone can be recognized: nobody is.
    static let none = SignIn(
        identify: { _ in nil }, owner: { _ in nil }, mac: { _ in "" }, randomToken: { "" },
        prove: { _, _ in .wrong(WebProblem.signInFirst) }, seal: { _, _ in throw WebProblem.staleForm }, unseal: { _, _ in nil })
}

/// Receives a request: gives it a number, a language and a face. It asks no database, so that it can't fail.
struct Reception: RouterMiddleware {
    typealias Context = VisitorContext
    let site: Site

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        var context = context
        var head = request.head
        let id = site.signIn.randomToken()
        head.headerFields[.requestID] = id
        let numbered = Request(head: head, body: request.body)
        let query = Fields(urlEncoded: request.uri.query ?? "")
        context.settings = site.settings
        context.face = site.face()
        context.here = request.head.path ?? "/"
        context.back = request.method == .get || request.method == .head ? context.here : origin(of: request) ?? "/"
        context.say = speech(for: request, query: query, face: context.face)
        context.navigation = site.navigation.filter { $0.audience.admits(nil) }
        var response = try await next(numbered, context)
        response.headers[.requestID] = id
        if let asked = query?["lang"], !asked.isEmpty {
            response.setCookie(site.cookie("lang", context.say.language.tag, days: 365, readable: true))
        }
        return response
    }

    /// The path of the page of ours that a form was sent from.
    private func origin(of request: Request) -> String? {
        guard let referer = request.headers[.referer],
              let own = site.settings.origins.first(where: { referer.lowercased().hasPrefix($0 + "/") }) else { return nil }
        return Route.local(String(referer.dropFirst(own.count)))?.text
    }

    /// Never offered, but spoken when asked for by name: they show what a translation would break.
    private static let pseudo: [Language] = ["en-XA", "ar-XB"]

    private func speech(for request: Request, query: Fields?, face: HubFace) -> Speech {
        let language = Language.negotiated(
            query: query?["lang"], cookie: request.cookies["lang"]?.value,
            acceptLanguage: request.headers[.acceptLanguage], among: face.languages + Self.pseudo)
        return site.catalogs.speech(in: language)
    }
}

/// Recognizes who the cookie belongs to, and gives every visitor a token for the forms they send.
struct Recognition: RouterMiddleware {
    typealias Context = VisitorContext
    let site: Site

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        var context = context
        let known = request.cookies[site.settings.cookieName("v")]?.value
        let visitor = known ?? site.signIn.randomToken()
        if let cookie = request.cookies[site.settings.cookieName("s")]?.value {
            context.session = try await site.signIn.identify(cookie)
        }
        (context.browser, context.known) = (known, Self.word(request.cookies[site.settings.cookieName("b")]?.value, site))
        context.signIn = site.signIn
        context.passkeyPlace = site.settings.passkeyPlace(host: request.head.authority)
        let once = String(UInt64.random(in: 1...UInt64.max), radix: 36)
        context.token = context.session.map { FormToken.of(session: $0.id, site.signIn, once: once) } ?? FormToken(site.signIn.mac("form|" + visitor), once: once)
        context.keptForms = site.kept
        if let actor = context.actor { context.keepsForms = await !site.kept.all(of: actor.user).isEmpty }
        context.navigation = site.navigation.filter { $0.audience.admits(context.actor) }
        var response = try await next(request, context)
        if context.session == nil, known == nil, response.headers[.cacheControl] == Self.neverStored {
            response.setCookie(site.cookie("v", visitor))
        }
        if context.session != nil, context.known == nil {
            let word = site.signIn.randomToken()
            response.setCookie(site.cookie("b", "\(word).\(Self.tag(word, site))", days: 400))
        }
        return response
    }

    /// The word of a browser in which somebody was signed in: it says that, and not who.
    private static func word(_ cookie: String?, _ site: Site) -> String? {
        let parts = (cookie ?? "").split(separator: ".").map(String.init)
        return parts.count == 2 && FormCheck.isSame(parts[1], tag(parts[0], site)) ? parts[0] : nil
    }

    private static func tag(_ word: String, _ site: Site) -> String { site.signIn.mac("been-here|" + word) }

    /// Pages of someone signed in, and pages with a form, are never stored by a browser or a proxy.
    static let neverStored = "no-store"
}
