import Foundation
import Hummingbird
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
    private static let formLimit = 64 * 1024, fileLimit = 10 * 1024 * 1024

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        try checkOrigin(of: request)
        var context = context
        try await read(request, into: &context)
        guard isSame(context.fields.untrimmed(FormToken.field), context.token.text) else { throw WebProblem.staleForm }
        return try await next(request, context)
    }

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
    private func isSame(_ a: String, _ b: String) -> Bool {
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
