import Foundation
import Identity
import Localization
import Markup
import Trust
import Web

/// For whoever was given something that was taken back: what to delete, and one button to say that it is done.
struct SharePage: Page {
    let token: FormToken
    let action: Route
    let share: Share
    let zone: TimeZone

    static let samples: [SharePage] = Share.Receiver.allCases.map { receiver in
        var share = Share(
            organization: ID(high: 1, low: 1), person: ID(high: 1, low: 2), receiver: receiver, receiverID: "x", about: "engagement x", kinds: [.identity, .contact],
            ground: .consent, consent: "share_with_match", at: .distantPast)
        (share.closedAt, share.askedAt, share.confirmedAt) = (.distantPast, .distantPast, receiver == .helped ? .distantPast : nil)
        return SharePage(token: FormToken("sample"), action: "/my/shares/x/confirmation", share: share, zone: .gmt)
    }

    var title: Message { share.confirmedAt == nil ? Message("Please delete what was shared with you") : Message("Thank you") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        \(share.confirmedAt.map { done($0, say) } ?? asked(say))
        <p><a href="/">\(say("To the start page"))</a></p>
        """
    }

    private func asked(_ say: Speech) -> HTML {
        let day = say.day(Day(share.sharedAt, in: zone))
        return """
            <p class="lead">\(say("On \(day, "day") someone you were brought together with shared their first name and a way to reach them with you. They have taken it back, as everyone may at any time. You did nothing wrong."))</p>
            <ul><li>\(say("Delete the number or address from your phone, your messages and your notes."))</li>
            <li>\(say("Don’t use it any more, and don’t pass it on."))</li></ul>
            <form method="post" \(.action(action)) data-once>\(token.html)
            <div class="buttons"><button class="button main">\(Picture("check")) \(say("I have deleted it and won’t use it"))</button></div></form>
            """
    }

    private func done(_ at: Date, _ say: Speech) -> HTML {
        "<div class=\"notice good\"><p>\(Picture("check")) \(say("You told us on \(say.instant(at, in: zone), "time") that you deleted it. The person can read that in their file."))</p></div>"
    }
}
