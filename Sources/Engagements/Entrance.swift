import Identity
import Markup
import People

/// Where someone looks at a question or an engagement: signed in, by a personal link, or staff at the desk.
struct Entrance: Sendable, Hashable {
    private let text: String

    /// - Parameters:
    ///   - path: what it is about, such as `/asks/0199…`; a personal link is this with its key.
    ///   - key: the key of the personal link; nil for whoever is signed in.
    init(_ path: String, key: String?) { text = key.map { "\(path)/\($0)" } ?? "/my\(path)" }

    private init(text: String) { self.text = text }

    static func desk(_ path: String) -> Entrance { Entrance(text: "\(path)/desk") }

    var route: Route { Route.local(text) ?? "/my" }
    func route(_ part: String) -> Route { Route.local("\(text)/\(part)") ?? "/my" }
}

/// The key by which somebody came in, and the path that it opens.
struct GuestKey: Sendable { let text: String, path: String }

/// Who looks, and how what they say is taken down.
struct Guest: Sendable {
    let actor: Actor
    let taking: Taking
    let place: Entrance
    /// Nil for whoever is signed in.
    let key: GuestKey?
    /// At the desk: who answers for a child.
    var guarding = MannerForm()

    var isDesk: Bool { taking.channel == .desk }
}
