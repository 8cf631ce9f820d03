import Foundation
import Hummingbird
import Identity
import Markup

/// Reads the form of an unsafe request, after asking what the browser says of where it comes from: Sec-Fetch-Site, and the Origin.
///
/// Whether the form is one of ours its token tells, which `FormCheck` asks for right after this.
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
            guard filePaths.contains(request.uri.path) else { throw WebProblem.wrongContentType }
            // A file is read for someone signed in; without its token the form goes no further.
            guard context.session != nil else { return }
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
