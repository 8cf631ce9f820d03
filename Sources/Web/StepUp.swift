import Hummingbird
import Localization
import Markup

/// By what someone shows that it is them: words they typed, or the answer of a passkey.
public struct GivenProof: Sendable {
    public let typed: String, passkey: String
    /// Where the browser is, and the token of its forms, to which the question for a passkey is bound.
    public let place: PasskeyPlace?
    public let token: FormToken
}

/// What became of it.
public enum ProofAnswer: Sendable {
    /// The session goes on under a new secret, for its cookie.
    case right(cookie: String)
    case wrong(any Explained)
}

/// Asks someone who signed in a while ago to show that it is still them, and goes on with what they wanted.
///
/// What they sent comes back with the answer: sealed, since it may hold a password that must not stand in a page. Nothing is
/// stored meanwhile.
struct StepUp: Sendable {
    static let field = "proof", kept = "kept_form"
    /// Where the page goes that was asked for by a link.
    static let route: Route = "/my/proof"
    private static let own: Set<String> = [field, kept, PasskeyButton.field, FormToken.field, FormToken.onceField]
    let session: Session
    let handler: Door.Handler

    func answer(_ request: Request, _ asker: VisitorContext) async throws -> Response {
        guard request.method == .post else { return session.isFresh ? try await handler(request, asker) : asker.show(try await page(of: request, asker, nil)) }
        let proof = given(asker), visitor = try withWhatWasSent(asker)
        // It may have been shown in another window meanwhile.
        if session.isFresh { return try await handler(request, visitor) }
        guard !proof.typed.isEmpty || !proof.passkey.isEmpty else { return visitor.show(try await page(of: request, visitor, nil)) }
        switch try await visitor.signIn.prove(session, proof) {
        case .wrong(let problem): return visitor.show(try await page(of: request, visitor, problem.message), refusing: problem)
        case .right(let cookie): return await goOn(request, visitor, cookie)
        }
    }

    private func given(_ visitor: VisitorContext) -> GivenProof {
        GivenProof(typed: visitor.fields.untrimmed(Self.field), passkey: visitor.fields[PasskeyButton.field], place: visitor.passkeyPlace, token: visitor.token)
    }

    /// The form as it was sent first, whether it comes now or comes back with the answer.
    private func withWhatWasSent(_ visitor: VisitorContext) throws -> VisitorContext {
        var visitor = visitor
        let sealed = visitor.fields[Self.kept]
        guard !sealed.isEmpty else {
            visitor.fields = visitor.fields.without(Self.own)
            return visitor
        }
        guard let sent = Self.opened(sealed, session: session.id, at: visitor.here, visitor.signIn) else { throw WebProblem.staleForm }
        visitor.fields = sent
        return visitor
    }

    /// A form is sealed for one session and one place: it goes on to no other.
    private static func sealName(_ session: String, _ place: String) -> String { "step-up|\(session)|\(place)" }

    private static func opened(_ sealed: String, session: String, at place: String, _ signIn: SignIn) -> Fields? {
        signIn.unseal(sealed, sealName(session, place)).flatMap { Fields(urlEncoded: $0) }
    }

    /// What was sent before anything was asked, without what was shown since: of a page that asked when its session ended, too.
    static func sentFirst(_ fields: Fields, session: String, at place: String, _ signIn: SignIn) -> Fields {
        opened(fields[kept], session: session, at: place, signIn) ?? fields.without(own)
    }

    /// Whatever comes of it, the answer brings the new cookie: the old one opens nothing any more.
    private func goOn(_ request: Request, _ visitor: VisitorContext, _ cookie: String) async -> Response {
        var response: Response
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

    private func page(of request: Request, _ visitor: VisitorContext, _ problem: Message?) async throws -> StepUpPage {
        let here = Route.local(visitor.here) ?? "/", isPasskeyPossible = session.hasPasskey && visitor.passkeyPlace != nil
        guard request.method == .post, here != Self.route else {
            let next = request.method == .post ? visitor.fields["next"] : here.text
            return StepUpPage(token: visitor.token, proof: session.proof, takesPasskey: isPasskeyPossible, action: Self.route, kept: ("next", next), problem: problem)
        }
        // Whoever has to come in anew finds it then.
        if session.proof == .comingInAgain { try await visitor.keptForms?.keep(visitor.fields.without(Self.own), sentTo: visitor.here, by: session.actor.user, visitor.signIn) }
        let sealed = try visitor.signIn.seal(visitor.fields.without(Self.own).urlEncoded, Self.sealName(session.id, visitor.here))
        return StepUpPage(token: visitor.token, proof: session.proof, takesPasskey: isPasskeyPossible, action: here, kept: (Self.kept, sealed), problem: problem)
    }
}
