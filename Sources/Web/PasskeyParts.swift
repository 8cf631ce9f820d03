import Localization
import Markup

/// The button by which a passkey is shown, inside a form; a script brings it to life, and without one it is not there.
public struct PasskeyButton: Sendable {
    /// The field of the form that takes the passkey's answer.
    public static let field = "passkey"
    /// Where the script asks for what the passkey is to sign.
    public static let route: Route = "/passkeys/challenge"
    let label: Message

    public init(_ label: Message) { self.label = label }

    public func html(_ say: Speech) -> HTML {
        """
        <div \(.id(Self.field)) data-passkeys hidden>
        <input type="hidden" \(.name(Self.field)) value="">
        <div class="buttons"><button class="button" data-passkey="show">\(Picture("key")) \(say(label))</button></div>
        \(Self.failed(say))
        </div>
        """
    }

    /// What the script shows where nothing came of it.
    public static func failed(_ say: Speech) -> HTML {
        """
        <p class="problem" role="alert" data-passkey-problem hidden>\(Picture("warning")) \(say("This did not work with a passkey. Try again, or come in another way."))</p>
        """
    }
}
