import Foundation
import Hummingbird
import Identity
import Markup

/// Reads the form of an unsafe request, after making sure that it is one of ours.
///
/// Three checks, in this order: what the browser says of where the request comes from (Sec-Fetch-Site), the Origin,
/// and the token that only our own pages carry.
struct FormReader: RouterMiddleware {
    typealias Context = VisitorContext
    let settings: WebSettings
    /// Paths of the doors that take files.
    let filePaths: Set<String>
    /// Paths of the forms that anyone may send: nothing of them is kept for somebody who was signed in.
    let openPaths: Set<String>
    let kept: KeptForms
    private static let formLimit = 64 * 1024, fileLimit = 10 * 1024 * 1024

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        try checkOrigin(of: request)
        var context = context
        if context.session == nil, isForm(request, of: "multipart/form-data"), filePaths.contains(request.uri.path) { return lost(.upload, context) }
        try await read(request, into: &context)
        guard Self.isSame(context.fields.untrimmed(FormToken.field), context.token.text) else { return try await rescued(request, context) }
        guard let session = context.session, !context.fields[KeptForms.field].isEmpty, !request.uri.path.hasPrefix("/kept-forms") else { return try await next(request, context) }
        return try await sendOn(request, context, of: session.actor.user, next)
    }

    /// What was kept, as if it were sent now. It goes once it was taken, or stands on the page that asks for something more.
    private func sendOn(
        _ request: Request, _ context: VisitorContext, of user: UserID, _ next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
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
    private func rescued(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let isFromHere = request.headers[.secFetchSite] == "same-origin" || request.headers[.origin].map { settings.origins.contains($0.lowercased()) } ?? false
        guard let session = signedFor(context), let user = try await context.signIn.owner(session) else {
            return lost(.unknown, context, words: isFromHere ? context.fields.words : [])
        }
        if let present = context.actor?.user, present != user { return lost(.somebodyElse, context, words: context.fields.words) }
        guard !openPaths.contains(request.uri.path), context.files.isEmpty, !filePaths.contains(request.uri.path) else {
            return lost(context.session == nil ? .signedOut : .unknown, context, words: context.fields.words)
        }
        if context.fields[KeptForms.field].isEmpty {
            let fields = StepUp.sentFirst(context.fields, session: session, at: context.here, context.signIn)
            try await kept.keep(fields, sentTo: context.here, by: user, context.signIn)
        }
        return context.session == nil ? lost(.kept, context) : .redirect(to: "/kept-forms")
    }

    /// The session that the form's token was made for; nil where this hub made it for none.
    private func signedFor(_ context: VisitorContext) -> String? {
        let sent = context.fields.untrimmed(FormToken.field)
        guard let id = FormToken(sent).session, Self.isSame(sent, FormToken.of(session: id, context.signIn).text) else { return nil }
        return id
    }

    private func lost(_ cause: LostFormPage.Cause, _ context: VisitorContext, words: [String] = []) -> Response {
        let page = LostFormPage(cause: cause, words: words, back: .local(context.back) ?? "/")
        var response = context.show(page, status: page.status)
        response.headers[.cacheControl] = Recognition.neverStored
        return response
    }

    private func isForm(_ request: Request, of type: String) -> Bool { (request.headers[.contentType] ?? "").lowercased().hasPrefix(type) }

    private func checkOrigin(of request: Request) throws {
        if let site = request.headers[.secFetchSite], site == "cross-site" || site == "same-site" { throw WebProblem.crossSite }
        // "null" says nothing: then the token decides alone.
        if let origin = request.headers[.origin], origin != "null", !settings.origins.contains(origin.lowercased()) {
            throw WebProblem.crossSite
        }
    }

    private func read(_ request: Request, into context: inout VisitorContext) async throws {
        let type = request.headers[.contentType] ?? ""
        switch type.lowercased().prefix(while: { $0 != ";" && $0 != " " }) {
        case "application/x-www-form-urlencoded":
            let bytes = try await bytes(of: request, limit: Self.formLimit)
            guard let fields = Fields(urlEncoded: String(decoding: bytes, as: UTF8.self)) else { throw WebProblem.tooManyFields }
            context.fields = fields
        case "multipart/form-data":
            // Only for someone signed in, and where a file is asked for.
            guard context.session != nil, filePaths.contains(request.uri.path) else { throw WebProblem.wrongContentType }
            guard let form = Multipart(try await bytes(of: request, limit: Self.fileLimit), contentType: type) else { throw WebProblem.wrongContentType }
            (context.fields, context.files) = (Fields(cleaning: form.fields), form.files)
        default: throw WebProblem.wrongContentType
        }
    }

    private func bytes(of request: Request, limit: Int) async throws -> [UInt8] {
        let declared = request.headers[.contentLength].flatMap { Int($0) } ?? limit
        guard declared <= limit else { throw WebProblem.formTooLarge }
        let body = request.body
        return try await withDeadline(seconds: 10 + Double(declared) / 4096) {
            do { return Array(buffer: try await body.collect(upTo: limit)) } catch let error as any HTTPResponseError {
                throw error.status == .contentTooLarge ? WebProblem.formTooLarge : error
            }
        }
    }

    /// Compares in a time that doesn't depend on where the texts differ.
    static func isSame(_ a: String, _ b: String) -> Bool {
        let a = Array(a.utf8), b = Array(b.utf8)
        guard a.count == b.count, !a.isEmpty else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Runs the work, but no longer than so many seconds: a body dripped a byte at a time would else never end.
func withDeadline<R: Sendable>(seconds: Double, _ work: @escaping @Sendable () async throws -> R) async throws -> R {
    try await withThrowingTaskGroup(of: R.self) { group in
        group.addTask(operation: work)
        group.addTask {
            try await Task.sleep(for: .seconds(seconds))
            throw WebProblem.tooSlow
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw WebProblem.tooSlow }
        return first
    }
}
