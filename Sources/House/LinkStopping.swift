import Identity
import Localization
import Markup
import Web

/// The button that stops all links in letters to someone, for themselves or for the desk.
public struct LinkStopping: Sendable {
    let token: FormToken
    let action: Route
    let isOwn: Bool
    /// When they were stopped last; nil for never.
    let stoppedOn: Day?

    public init(token: FormToken, to action: Route, isOwn: Bool, stoppedOn: Day?) {
        (self.token, self.action, self.isOwn, self.stoppedOn) = (token, action, isOwn, stoppedOn)
    }

    /// Under a heading of the page's own.
    public func html(_ say: Speech) -> HTML {
        """
        <p>\(isOwn ? say("Letters to you hold links that open without signing in. If somebody else may have your letters, stop them. Letters from now on hold new ones.")
            : say("Letters to this person hold links that open without signing in. If somebody else may have the letters, stop them. Letters from now on hold new ones."))</p>
        \(stoppedOn.map { "<p role=\"status\">\(Picture("check")) \(say("Stopped on \(say.day($0), "day")."))</p>" as HTML })
        <form method="post" \(.action(action)) data-once>\(token.html)
        <div class="buttons"><button class="button danger">\(Picture("lock")) \(say("Stop all links sent so far"))</button></div></form>
        """
    }
}
