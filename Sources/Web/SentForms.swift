import Hummingbird

/// Forms that are sent twice, as by a double tap, are done once: the second sending gets the answer of the first.
///
/// Each page gives its forms a mark of their own. The same mark with the same words, from the same visitor to the same address, is the same
/// sending; a form that is shown anew has a new one. Only an answer that leads on (a redirect) counts as done: what was refused is looked at again.
actor SentForms {
    private enum State {
        case underWay([CheckedContinuation<Response?, Never>])
        case done(Response, at: ContinuousClock.Instant)
    }
    /// A second sending comes within seconds; later one is a wish of its own.
    private static let remembered = Duration.seconds(30)
    /// By a keyed hash of visitor, address and words: the words themselves are not kept.
    private var states: [String: State] = [:]

    /// The answer of the first sending, once there is one; nil for the first itself, and where the first led nowhere.
    func begin(_ key: String) async -> Response? {
        let now = ContinuousClock.now
        states = states.filter { if case .done(_, let at) = $0.value { now - at < Self.remembered } else { true } }
        switch states[key] {
        case nil:
            states[key] = .underWay([])
            return nil
        case .done(let answer, _): return answer
        case .underWay: return await withCheckedContinuation { wait(for: key, $0) }
        }
    }

    private func wait(for key: String, _ continuation: CheckedContinuation<Response?, Never>) {
        guard case .underWay(let waiting) = states[key] else { return continuation.resume(returning: nil) }
        states[key] = .underWay(waiting + [continuation])
    }

    /// - Parameter answer: nil where the form could not be done.
    func end(_ key: String, _ answer: Response?) {
        guard case .underWay(let waiting) = states[key] else { return }
        let isDone = answer.map { $0.status.kind == .redirection } ?? false
        states[key] = isDone ? answer.map { .done($0, at: .now) } : nil
        for one in waiting { one.resume(returning: isDone ? answer : nil) }
    }
}

/// Lets each form be done once.
struct SentOnce: RouterMiddleware {
    typealias Context = VisitorContext
    let sent: SentForms
    let mac: @Sendable (String) -> String

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        guard request.method == .post, context.files.isEmpty, !context.fields.untrimmed(FormToken.onceField).isEmpty else { return try await next(request, context) }
        let key = mac("sent|\(context.token.text)|\(request.uri.path)|\(context.fields.urlEncoded)")
        if let answer = await sent.begin(key) { return answer }
        do {
            let answer = try await next(request, context)
            await sent.end(key, answer)
            return answer
        } catch {
            await sent.end(key, nil)
            throw error
        }
    }
}
