import DemoMailbox
import Foundation
import Localization
import Markup
import Web

/// Every mail that the demo sent, the newest first.
struct MailboxPage: Page {
    let mails: [ReceivedMail]
    /// All who got mail, sorted; each is named in the address by its place, from 1.
    let recipients: [String]
    let chosen: String?
    let zone: TimeZone

    static let samples = [
        MailboxPage(mails: [.sample], recipients: ["amal@port-selby.example"], chosen: "amal@port-selby.example", zone: .gmt),
        MailboxPage(mails: [], recipients: [], chosen: nil, zone: .gmt),
    ]

    var title: Message { Message("Demo mailbox") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Every mail that this demo sent. None of them left this computer."))</p>
        \(recipients.isEmpty ? "" : filter(say))
        \(mails.isEmpty ? "<p class=\"empty\">\(say("No mail was sent yet."))</p>" : "<ul class=\"cards\">\(mails.map { card($0, say) })</ul>")
        """
    }

    private func filter(_ say: Speech) -> HTML {
        """
        <details \(when: chosen != nil, " open")><summary>\(say("By recipient"))</summary>
        <nav class="pages" \(.label(say.plain("By recipient")))><ul>
        <li><a \(.href("/demo/mailbox")) \(.current(chosen == nil))>\(say("Everyone"))</a></li>
        \(recipients.enumerated().map { place, recipient in
            """
            <li><a \(.href(Route("/demo/mailbox").query("recipient", String(place + 1)))) \(.current(recipient == chosen))>
            <bdi dir="ltr">\(recipient)</bdi></a></li>
            """ as HTML
        })</ul></nav></details>
        """
    }

    private func card(_ mail: ReceivedMail, _ say: Speech) -> HTML {
        """
        <li><article class="card"><h2><a \(.href(Route("/demo/mailbox/\(mail.id)")))><bdi>\(mail.subject)</bdi></a></h2>
        <p>\(Picture("person")) <bdi dir="ltr">\(mail.recipients.joined(separator: ", "))</bdi></p>
        <p>\(Picture("clock")) <bdi>\(say.instant(mail.at, in: zone))</bdi></p></article></li>
        """
    }
}

/// One mail as its reader sees it, with the link to press.
struct ReceivedMailPage: Page {
    let mail: ReceivedMail
    /// Where this demo is reached: only links to it are made to press.
    let address: String
    let zone: TimeZone

    static let samples = [ReceivedMailPage(mail: .sample, address: "http://127.0.0.1:8080", zone: .gmt)]

    var title: Message { Message("A mail of the demo") }
    func windowTitle(_ say: Speech) -> String { mail.subject }

    func body(_ say: Speech) -> HTML {
        """
        <h1 dir="auto">\(mail.subject)</h1>
        <dl class="facts">
        <div><dt>\(Picture("person")) \(say("From", context: "mail"))</dt><dd><bdi>\(mail.sender)</bdi></dd></div>
        <div><dt>\(Picture("mail")) \(say("To", context: "mail"))</dt><dd><bdi dir="ltr">\(mail.recipients.joined(separator: ", "))</bdi></dd></div>
        <div><dt>\(Picture("clock")) \(say("Sent", context: "mail"))</dt><dd><bdi>\(say.instant(mail.at, in: zone))</bdi></dd></div>
        </dl>
        <div class="panel" dir="auto" \(mail.language.map(Attribute.lang))>\(mail.text.split(separator: "\n").map(paragraph))</div>
        <p><a class="button" href="/demo/mailbox">\(say("Back to the mailbox"))</a></p>
        """
    }

    private func paragraph(_ line: Substring) -> HTML {
        guard !address.isEmpty, line.hasPrefix(address + "/"), let route = Route.local(String(line.dropFirst(address.count))) else {
            return "<p dir=\"auto\">\(String(line))</p>"
        }
        return "<p><a \(.href(route))><bdi dir=\"ltr\">\(String(line))</bdi></a></p>"
    }
}

extension ReceivedMail {
    fileprivate static let sample = ReceivedMail(
        id: 1, recipients: ["amal@port-selby.example"], at: .distantPast,
        raw: "From: Port Selby <hub@port-selby.example>\r\nSubject: A test letter\r\nContent-Language: en\r\n\r\nIt left.\r\nhttp://127.0.0.1:8080/letters\r\n")
}
