import Hummingbird

/// Forms that are sent twice, as by a double tap, are done once: the second sending gets the answer of the first.
///
/// Each page gives its forms a mark of their own. The same mark with the same words, from the same visitor to the same address, is the same
/// sending; a form that is shown anew has a new one. Only an answer that leads on (a redirect) counts as done: what was refused is looked at again.
actor SentForms {
    private enum State {
        case underWay(since: ContinuousClock.Instant)
        case done(Response)
    }
    /// A second sending comes within seconds; later one is a wish of its own. As long it waits for the first at most.
    private static let remembered = Duration.seconds(30)
    /// Beyond so many at once none is remembered: a flood must not cost memory.
    private static let most = 20_000
    /// By a keyed hash of visitor, address and words: the words themselves are not kept.
    private var states: [String: State] = [:]

    /// The answer of the first sending, once there is one; nil for the first itself, and where the first led nowhere for one of those that waited.
    ///
    /// - Throws: `WebProblem.stillUnderWay` where the first takes longer than anybody waits.
    func begin(_ key: String) async throws -> Response? {
        while true {
            switch states[key] {
            case nil:
                if states.count < Self.most { states[key] = .underWay(since: .now) }
                return nil
            case .done(let answer): return answer
            case .underWay(let since) where ContinuousClock.now - since > Self.remembered: throw WebProblem.stillUnderWay
            case .underWay: try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// - Parameter answer: nil where the form could not be done.
    func end(_ key: String, _ answer: Response?) {
        guard let answer, answer.status.kind == .redirection, states[key] != nil else {
            states[key] = nil
            return
        }
        states[key] = .done(answer)
        Task {
            try? await Task.sleep(for: Self.remembered)
            states[key] = nil
        }
    }
}

/// Lets each form be done once.
struct SentOnce: RouterMiddleware {
    typealias Context = VisitorContext
    let sent: SentForms
    let mac: @Sendable (String) -> String

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        guard request.method == .post, context.files.isEmpty, !context.fields.untrimmed(FormToken.onceField).isEmpty, !isHeldUp(request, context) else {
            return try await next(request, context)
        }
        let key = mac("sent|\(context.token.text)|\(request.uri.string)|\(context.fields.urlEncoded)")
        if let answer = try await sent.begin(key) { return answer }
        do {
            let answer = try await next(request, context)
            await sent.end(key, answer)
            return answer
        } catch {
            await sent.end(key, nil)
            throw error
        }
    }

    /// Whether they have something else to do first: then nothing is done with the form.
    private func isHeldUp(_ request: Request, _ context: Context) -> Bool {
        context.session.map { $0.duty != nil && !$0.opens(request.uri.path) } ?? false
    }
}
