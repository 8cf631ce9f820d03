import Hummingbird
import Identity
import Markup

/// The check against forms from elsewhere: lets on those of this session's own pages, by the token that only they carry, and loses nothing of any other: what was written
/// before a session ended is kept for whoever wrote it, and sent on when they say so.
struct FormCheck: RouterMiddleware {
    typealias Context = VisitorContext
    let settings: WebSettings
    /// Paths of the doors that take files, which are not kept.
    let filePaths: Set<String>
    /// Paths of the forms that anyone may send: nothing of them is kept for somebody who was signed in.
    let openPaths: Set<String>
    let kept: KeptForms

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        guard Self.isSame(context.fields.untrimmed(FormToken.field), context.token.text) else { return try await rescued(request, context) }
        guard let session = context.session, !context.fields[KeptForms.field].isEmpty, !request.uri.path.hasPrefix("/kept-forms") else { return try await next(request, context) }
        return try await sendOn(request, context, of: session.actor.user, next)
    }

    /// What was kept, as if it were sent now. It goes once it was taken, or stands on the page that asks for something more.
    private func sendOn(_ request: Request, _ context: Context, of user: UserID, _ next: (Request, Context) async throws -> Response) async throws -> Response {
        var context = context
        let id = context.fields[KeptForms.field]
        guard let fields = await kept.fields(id, of: user, at: context.here, context.signIn) else { throw WebProblem.nothingKept }
        context.fields = fields
        context.keepsForms = false
        let response = try await next(request, context)
        if response.status.code < 400 || response.status == .unprocessableContent { await kept.drop(id, of: user) }
        return response
    }

    /// A form whose token is not that of this session: where it is of an earlier one, what was written is kept for whoever wrote it.
    private func rescued(_ request: Request, _ context: Context) async throws -> Response {
        let takesFile = filePaths.contains(request.uri.path)
        if context.session == nil, takesFile, Self.isUpload(request) { return lost(.upload, context) }
        let isFromHere = request.headers[.secFetchSite] == "same-origin" || request.headers[.origin].map { settings.origins.contains($0.lowercased()) } ?? false
        guard let session = signedFor(context), let user = try await context.signIn.owner(session) else {
            return lost(.unknown, context, words: isFromHere ? context.fields.words : [])
        }
        if let present = context.actor?.user, present != user { return lost(.somebodyElse, context, words: context.fields.words) }
        guard !takesFile, !openPaths.contains(request.uri.path) else {
            return lost(context.session == nil ? .signedOut : .unknown, context, words: context.fields.words)
        }
        if context.fields[KeptForms.field].isEmpty {
            let fields = StepUp.sentFirst(context.fields, session: session, at: context.here, context.signIn)
            try await kept.keep(fields, sentTo: context.here, by: user, context.signIn)
        }
        return context.session == nil ? lost(.kept, context) : .redirect(to: "/kept-forms")
    }

    /// The session that the form's token was made for; nil where this hub made it for none.
    private func signedFor(_ context: Context) -> String? {
        let sent = context.fields.untrimmed(FormToken.field)
        guard let id = FormToken(sent).session, Self.isSame(sent, FormToken.of(session: id, context.signIn).text) else { return nil }
        return id
    }

    private func lost(_ cause: LostFormPage.Cause, _ context: Context, words: [String] = []) -> Response {
        let page = LostFormPage(cause: cause, words: words, back: .local(context.back) ?? "/")
        var response = context.show(page, status: page.status)
        response.headers[.cacheControl] = Recognition.neverStored
        return response
    }

    private static func isUpload(_ request: Request) -> Bool { request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") ?? false }

    /// Compares in a time that doesn't depend on where the texts differ.
    static func isSame(_ a: String, _ b: String) -> Bool {
        let a = Array(a.utf8), b = Array(b.utf8)
        guard a.count == b.count, !a.isEmpty else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
