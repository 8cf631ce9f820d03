import Foundation
import House
import Localization
import Markup
import Messaging
import Vault
import Web

/// Makes a mail of a letter: its fixed words in the reader's language, its link, and whom to ask.
struct LetterWriter: Sendable {
    private let hub: Hub
    private let letters: [String: Letter]
    private let from: MailAddress

    /// Nil where the hub has no address to write from, or was never served and so knows no address of its own.
    init?(hub: Hub) {
        guard let from = MailAddress(hub.settings.value.mailFrom), !hub.settings.value.publicAddress.isEmpty else { return nil }
        (self.hub, self.from) = (hub, from)
        letters = Dictionary(hub.features.flatMap(\.letters).map { ($0.name, $0) }) { first, _ in first }
    }

    /// - Parameter series: how often the links of the reader were stopped.
    /// - Throws: `MailFailure.unknownLetter` for a kind that no area has any more.
    func mail(_ queued: QueuedLetter, to address: MailAddress, in language: Language, series: Int, at now: Date) throws(MailFailure) -> Mail {
        guard let letter = letters[queued.letter] else { throw .unknownLetter }
        let say = hub.catalogs.speech(in: language), link = link(queued, series)
        return Mail(
            from: from, sender: hub.settings.value.hubName, to: address, subject: say.plain(letter.subject),
            text: text(letter, link, say), html: html(letter, link, say).text, language: language,
            id: String(hub.keyring.mac(queued.key, for: "message-id").prefix(32)), date: now)
    }

    private func link(_ queued: QueuedLetter, _ series: Int) -> Route? {
        queued.path.flatMap { Route.local($0) }.flatMap { path in
            Route.web(hub.settings.value.publicAddress + (queued.isPersonal ? hub.personalLink(path.text, series: series) : path.text))
        }
    }

    private func text(_ letter: Letter, _ link: Route?, _ say: Speech) -> String {
        var blocks = letter.paragraphs.map { say.plain($0) }
        if let button = letter.button, let link { blocks.append(say.plain(button) + "\n" + link.text) }
        if let helper { blocks.append(say.plain(helper)) }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func html(_ letter: Letter, _ link: Route?, _ say: Speech) -> HTML {
        """
        <!DOCTYPE html>
        <html \(.lang(say.language.tag)) \(.dir(say.language.direction))>
        <head><meta charset="utf-8"><title>\(say.plain(letter.subject))</title></head>
        <body \(.dir(say.language.direction))>
        \(letter.paragraphs.map { "<p>\(say($0))</p>\n" as HTML })
        \(letter.button.flatMap { button in link.map { "<p><a \(.href($0))>\(say(button))</a></p>\n" as HTML } })
        \(helper.map { "<p>\(say($0))</p>" as HTML })
        </body>
        </html>
        """
    }

    private var helper: Message? {
        let settings = hub.settings.value
        guard !settings.helperName.isEmpty else { return nil }
        return Message("Questions? Call \(settings.helperName, "name"): \(settings.helperPhone, "phone").")
    }
}
