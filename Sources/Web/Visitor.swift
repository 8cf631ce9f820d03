import Foundation
import Hummingbird
import Identity
import Localization
import Logging
import Markup

/// Who a session cookie belongs to, and until when.
public struct Session: Sendable {
    public let id: String
    public let actor: Actor
    /// What must be done before anything else; nil for most.
    public let duty: Duty?

    public enum Duty: Sendable, Hashable {
        /// Whoever got a first password from someone else chooses their own.
        case password
        /// Whoever works at a desk sets up the second step of signing in.
        case secondFactor

        var route: Route { self == .password ? "/my/password" : "/my/second-factor" }
        /// What may be opened to do it.
        var paths: Set<String> {
            self == .password ? [route.text] : [route.text, "/my/passkeys", "/my/passkeys/new"]
        }
    }

    /// By what its owner shows once more that it is them.
    public let proof: Proof
    /// Whether a passkey does as well.
    public let hasPasskey: Bool
    /// Whether they showed it in the last minutes.
    public let isFresh: Bool
    /// For how long its cookie stays in a browser that is closed, in seconds; nil for one that goes with the window.
    let cookieLasting: Int?

    public enum Proof: Sendable, Hashable {
        case password
        /// A code of the second step.
        case code
        /// A passkey alone.
        case passkey
        /// They have none of these: a card is shown again by coming in anew.
        case comingInAgain
    }

    /// Whether a door of this path is to be opened now, or there is something to do first.
    func opens(_ path: String) -> Bool { duty.map { $0.paths.contains(path) || path == StepUp.route.text } ?? true }

    /// How long it holds that someone has shown that it is them, in seconds.
    public static let freshSeconds = 300.0

    public init(id: String, actor: Actor, duty: Duty? = nil, proof: Proof = .password, hasPasskey: Bool = false, isFresh: Bool = false, cookieLasting: Int? = nil) {
        (self.id, self.actor, self.duty, self.proof, self.hasPasskey, self.isFresh) = (id, actor, duty, proof, hasPasskey, isFresh)
        self.cookieLasting = cookieLasting
    }
}

extension Actor {
    /// Where someone is at home here: the desk for whoever works at one.
    public var home: Route { isStaff ? "/desk" : "/my" }
}

/// What is known of a request before any door is opened: language, session, and the face the hub shows.
public struct VisitorContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    public var face: HubFace
    public var say: Speech
    public var session: Session?
    /// The path and query asked for, to come back to.
    public var here: String = "/"
    /// The page to come back to after a form of the frame: this one, or where it was sent from if this one answers a form.
    var back: String = "/"
    public var token: FormToken = .none
    public var fields = Fields()
    /// Files that came with the form, by the name of their field.
    public var files: [String: Multipart.File] = [:]
    var navigation: [NavigationItem] = []
    /// Where forms are kept that were sent after the end of a session; nil before anyone is recognized.
    var keptForms: KeptForms?
    /// Whether one waits there for this person.
    var keepsForms = false
    /// The name that the browser has of us, until its window is closed; nil where it has none yet.
    var browser: String?
    /// The name of a browser in which somebody came in before; nil where nobody did.
    var known: String?
    /// The address that the connection came from; nil in tests that have none.
    var peer: String?
    /// Where the browser is, as a passkey names it; nil where none can be used.
    public var passkeyPlace: PasskeyPlace?
    var settings = WebSettings.loopback(port: 8080)
    /// What the web layer asks of accounts.
    var signIn: SignIn = .none

    public init(source: ApplicationRequestContextSource) {
        self.init(logger: source.logger, peer: source.channel.remoteAddress?.ipAddress)
    }

    /// A context that no socket stands behind, for tests that call the router directly.
    package init(logger: Logger, peer: String? = nil) {
        self.peer = peer
        coreContext = CoreRequestContextStorage(source: BareSource(logger: logger))
        face = .plain
        say = Catalogs([:]).speech(in: .english)
    }

    public var actor: Actor? { session?.actor }
}

private struct BareSource: RequestContextSource { let logger: Logger }

/// A request of someone signed in: the actor and the purpose are there, not perhaps.
public struct SignedInContext: Sendable {
    public let visitor: VisitorContext
    public let actor: Actor
    public let session: Session
    public let purpose: Purpose

    public var say: Speech { visitor.say }
    public var token: FormToken { visitor.token }
    public var fields: Fields { visitor.fields }
    public var files: [String: Multipart.File] { visitor.files }
    public func parameter(_ name: String) -> String? { visitor.coreContext.parameters.get(name) }
}

extension VisitorContext {
    public func parameter(_ name: String) -> String? { coreContext.parameters.get(name) }
}
