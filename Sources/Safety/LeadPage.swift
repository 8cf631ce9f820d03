import Identity
import Localization
import Markup
import Web

/// Who leads on concerns, chosen by an administrator.
struct LeadPage: Page {
    typealias Member = (user: UserID, name: String)
    let token: FormToken
    let staff: [Member]
    let lead: UserID?
    /// Those who work here no more, and were told what is still open.
    let gone: [Member]

    static let samples = [
        LeadPage(token: FormToken("sample"), staff: [(ID(high: 1, low: 1), "Iryna Bondar")], lead: ID(high: 1, low: 1), gone: [(ID(high: 1, low: 2), "Jonas Lind")]),
    ]

    var title: Message { Message("Who leads on concerns") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("This person alone reads what worries people from now on. What was told before stays with whom it was told to."))</p>
        <form method="post" action="/concerns/lead" data-once>\(token.html)
        \(Select(name: "lead", label: Message("Who leads on concerns"), options: staff.map { .init($0.user.text, $0.name) }, chosen: lead?.text).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save"))</button></div></form>
        \(gone.map { handover($0, say) })
        """
    }

    private func handover(_ member: Member, _ say: Speech) -> HTML {
        """
        <div class="notice warn"><p>\(Picture("warning")) \(say("\(member.name, "name") works here no more, and was told something that is still open."))</p>
        <form method="post" action="/concerns/handover" data-once>\(token.html)<input type="hidden" name="from" \(.value(member.user.text))>
        <button class="button">\(say("Hand it over to the person who leads now"))</button></form></div>
        """
    }
}
