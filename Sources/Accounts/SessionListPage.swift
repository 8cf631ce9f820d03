import Foundation
import House
import Identity
import Localization
import Markup
import Web

/// Where someone is signed in, each of it theirs to end.
struct SessionListPage: Page {
    let token: FormToken
    let sessions: [OpenSession]
    let current: String
    let zone: TimeZone
    /// False for someone who comes in by a card.
    let hasPassword: Bool
    var boundAt: Date?
    var linksStoppedAt: Date?

    static let samples: [SessionListPage] = {
        let here = OpenSession(id: "a", openedAt: .distantPast, seenAt: .distantPast, device: Device(browser: .firefox, system: .android))
        let others = [Device(browser: .safari, system: .other), Device(browser: .other, system: .iphone), .unknown].map {
            OpenSession(id: "b", openedAt: .distantPast, seenAt: .distantPast, device: $0)
        }
        return [SessionListPage(token: FormToken("sample"), sessions: [here] + others, current: "a", zone: .gmt, hasPassword: true, boundAt: .distantPast),
                SessionListPage(token: FormToken("sample"), sessions: [here], current: "a", zone: .gmt, hasPassword: false, linksStoppedAt: .distantPast)]
    }()

    var title: Message { Message("Where you are signed in") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(hasPassword ? say("If you don't know one of these, end it and change your password.") : say("If you don't know one of these, end it and ask the desk for a new card."))</p>
        <ul class="cards">\(sessions.map { card($0, say) })</ul>
        \(sessions.count > 1 ? all(say) : nil)
        \(boundAt.map { bound($0, say) })
        <h2 id="links">\(say("Links in letters to you"))</h2>
        \(LinkStopping(token: token, to: "/my/links/end", isOwn: true, stoppedOn: linksStoppedAt.map { Day($0, in: zone) }).html(say))
        <p><a class="button" href="/my">\(say("Back to My Tessera"))</a></p>
        """
    }

    private func card(_ session: OpenSession, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2>\(say(session.device.message))</h2>
        <p>\(say("Signed in \(say.instant(session.openedAt, in: zone), "time"), last used \(say.instant(session.seenAt, in: zone), "last")."))</p>
        \(session.id == current ? "<p>\(Picture("check")) \(say("This is where you are now."))</p>" : end(session, say))</article></li>
        """
    }

    private func end(_ session: OpenSession, _ say: Speech) -> HTML {
        """
        <form method="post" \(.action("/my/sessions/\(session.id)/end"))>\(token.html)
        <button class="button">\(Picture("cross")) \(say("End this session"))</button></form>
        """
    }

    private func bound(_ since: Date, _ say: Speech) -> HTML {
        """
        <h2 id="provider">\(say("The town's own account"))</h2>
        <p>\(say("Since \(say.instant(since, in: zone), "time") an account of the town lets you in here. If you don't use one, take it away, change your password and tell the person named below."))</p>
        <form method="post" action="/my/provider-account/removal" data-once>\(token.html)
        <div class="buttons"><button class="button">\(Picture("cross")) \(say("Take it away"))</button></div></form>
        """
    }

    private func all(_ say: Speech) -> HTML {
        """
        <form method="post" action="/my/other-sessions/end">\(token.html)
        <div class="buttons"><button class="button">\(Picture("lock")) \(say("End all but this one"))</button></div></form>
        """
    }
}
