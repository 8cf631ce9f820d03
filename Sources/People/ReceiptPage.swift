import Foundation
import House
import Identity
import Localization
import Markup
import Trust
import Web

/// What someone said to a notice, to read and to print: its code belongs to the signed file.
package struct ReceiptPage: Page {
    let event: ConsentEvent
    let receipt: ConsentReceipt
    /// What the code on paper says.
    let code: String
    let to: LocalWords?
    let file: Route?
    let back: Route
    let zone: TimeZone

    package static let samples: [ReceiptPage] = ConsentEvent.Manner.samples.map { manner in
        let notice = NoticeRead(version: 1, language: "en", text: "We may write.")
        let event = ConsentEvent(
            id: "sample", purpose: "share_with_match", recipient: "helper", kinds: Set(FieldClass.allCases), decision: manner == .program ? .expired : .given, manner: manner,
            notice: notice, at: .distantPast, expiresAt: manner == .own ? .distantFuture : nil)
        let processing = ConsentReceipt.Processing(
            notice: .init(id: "share_with_match", version: 1, language: "en", sha256: "00", text: manner == .own ? "We may write." : nil), purpose: "Remind me", method: "shown",
            kinds: [], recipients: ["The volunteer"], jurisdiction: "", authority: "")
        let party = ConsentReceipt.Party(name: "Port Selby", address: "", contact: "Ruth, 01632 960001")
        return ReceiptPage(
            event: event, receipt: ConsentReceipt(of: event, principal: "p", processing: processing, controller: party), code: "tessera receipt 1",
            to: nil, file: manner == .own ? "/my/receipts/sample/file" : nil, back: "/my/file", zone: .gmt)
    }

    package var title: Message { Message("Receipt of your answer") }

    package func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("It shows what you said, to what words, and when. Print it or keep the file: both can be checked without us."))</p>
        <section class="panel"><h2><bdi \(.lang(receipt.processing.language))>\(receipt.processing.purpose)</bdi></h2>
        \(receipt.processing.privacyNotice.text.map { "<p class=\"own-words\" \(.lang(receipt.processing.language)) dir=\"auto\">\($0)</p>" as HTML })
        <dl class="facts">\(facts(say).map { "<div><dt>\(say($0.0))</dt><dd>\($0.1)</dd></div>" as HTML })</dl>
        \(QRPicture(code)?.html(label: say.plain("Code of the receipt")))
        <p><bdi dir="ltr">\(receipt.receiptID)</bdi></p></section>
        <p>\(say("Help does not depend on your answer. You can change it at any time under My file, or at the desk."))</p>
        <div class="buttons">\(file.map { "<a class=\"button main\" download \(.href($0))>\(Picture("download")) \(say("Download the signed receipt"))</a>" as HTML })
        <a class="button quiet" \(.href(back))>\(say("Back"))</a></div>
        """
    }

    private func facts(_ say: Speech) -> [(Message, HTML)] {
        var facts: [(Message, HTML)] = [
            (Message("Your answer"), say(event.decision.message)), (Message("When"), "<bdi>\(say.instant(event.at, in: zone))</bdi>"),
            (Message("To whom it goes"), to?.html(say) ?? recipients),
            (Message("Words of the notice"), say("Version \(String(event.notice.version), "number"), in \(say.languageName(event.notice.language), "language")")),
        ]
        facts.insert(contentsOf: event.manner.facts.map { ($0.name, say($0.words)) }, at: 2)
        if let end = event.expiresAt { facts.append((Message("Until"), "<bdi>\(say.day(Day(end, in: zone)))</bdi>")) }
        if !event.kinds.isEmpty { facts.append((Message("What it is about"), "<bdi>\(about(say))</bdi>")) }
        for party in receipt.partyIdentification {
            facts.append((Message("Who answers for it"), "<bdi>\(party.partyName)</bdi> <bdi>\(party.partyContact)</bdi>"))
        }
        return facts
    }

    private var recipients: HTML { "<bdi \(.lang(receipt.processing.language))>\(receipt.processing.recipients.joined(separator: ", "))</bdi>" }

    private func about(_ say: Speech) -> String {
        let kinds = event.kinds.sorted { $0.rawValue < $1.rawValue }
        return say.list(kinds.map { say.plain($0.receiptWords) })
    }
}

extension FieldClass {
    /// What a consent is about, in words for the person.
    var receiptWords: Message {
        switch self {
        case .identity: Message("first name")
        case .birth: Message("age")
        case .majority: Message("whether you are under 18")
        case .contact: Message("a way to reach you")
        case .circumstances: Message("what you told about yourself")
        case .notes, .supervision, .concern, .protection, .emergency, .request: Message("what was written about you")
        case .account, .proof: Message("your sign-in")
        }
    }
}

extension ConsentEvent.Manner {
    fileprivate static let samples: [ConsentEvent.Manner] = [.own, .imported, .program, .interpreted(by: .unknown), .guardian(.unknown, assent: .yes), .guardian(.parent, assent: nil, through: .phone)] + atDesk
        + ConsentEvent.Guardian.named.map { .guardian($0, assent: .tooYoung) }
}
