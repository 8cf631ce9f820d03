import Hummingbird
import Markup

/// How many of something came of a form, told by the page that its answer leads to.
///
/// The address carries it with a tag that this hub alone makes, for this session: what somebody made up tells nothing.
public struct ToldCount: Sendable {
    let name: String
    public init(_ name: String) { self.name = name }

    /// - Parameter count: at 0 there is nothing to tell.
    public func route(_ route: Route, _ count: Int, _ context: SignedInContext) -> Route {
        count > 0 ? route.query(name, "\(count).\(tag(String(count), context))") : route
    }

    /// 0 where nothing is told.
    public func count(in request: Request, _ context: SignedInContext) -> Int {
        let parts = (Fields(urlEncoded: request.uri.query ?? "")?[name] ?? "").split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, FormCheck.isSame(parts[1], tag(parts[0], context)) else { return 0 }
        return Int(parts[0]) ?? 0
    }

    private func tag(_ count: String, _ context: SignedInContext) -> String { context.visitor.signIn.mac("told|\(context.session.id)|\(name)|\(count)") }
}
