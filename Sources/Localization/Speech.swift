import Foundation
import Markup

/// Says sentences in one language: `say("Find", context: "button")` as markup, `say.plain(...)` as text.
///
/// What has no translation is said in the next language of the fallback chain, marked with its `lang` and `dir`.
/// Every value is isolated, so that an Arabic name does not turn an English sentence around: in `<bdi>` in markup,
/// between U+2068 and U+2069 in text (Unicode UAX 9, section 2.4).
public struct Speech: Sendable {
    public let language: Language
    let catalogs: [Catalog]
    let formats: Formats
    let missing: (@Sendable (String) -> Void)?

    init(_ language: Language, catalogs: [Catalog], missing: (@Sendable (String) -> Void)?) {
        (self.language, self.catalogs, self.missing) = (language, catalogs, missing)
        formats = Formats(language)
    }

    public func callAsFunction(_ sentence: Sentence, context: String? = nil) -> HTML {
        self(Message(sentence, context: context))
    }

    public func callAsFunction(_ count: Int, one: Sentence, other: Sentence, context: String? = nil) -> HTML {
        self(Message(count: count, one: one, other: other, context: context))
    }

    public func callAsFunction(_ message: Message) -> HTML {
        let wording = wording(of: message)
        let html = wording.html(in: self)
        guard isForeign(wording.language) else { return html }
        return "<span \(.lang(wording.language.tag)) \(.dir(wording.language.direction))>\(html)</span>"
    }

    public func plain(_ sentence: Sentence, context: String? = nil) -> String {
        plain(Message(sentence, context: context))
    }

    public func plain(_ count: Int, one: Sentence, other: Sentence, context: String? = nil) -> String {
        plain(Message(count: count, one: one, other: other, context: context))
    }

    /// The words without links and tags: for attributes, titles, mails and texts to telephones.
    public func plain(_ message: Message) -> String {
        let wording = wording(of: message)
        let text = wording.plain(in: self)
        let direction = wording.language.direction
        guard language == .mirrored || isForeign(wording.language) && direction != language.direction else { return text }
        return (direction == "rtl" ? "\u{2067}" : "\u{2066}") + text + "\u{2069}"
    }

    private func isForeign(_ other: Language) -> Bool { other.code != language.code }

    private func wording(of message: Message) -> Wording {
        let key = message.key
        if let missing, !language.isPseudo, let own = catalogs.first, own.language == language, !own.knows(key) {
            missing(key.description)
        }
        for catalog in catalogs {
            if let template = catalog.template(for: key, count: message.plural?.count), message.fills(template) {
                return Wording(template: template, language: catalog.language, message: message)
            }
        }
        let template = message.source.template
        guard language.isPseudo else { return Wording(template: template, language: .english, message: message) }
        return Wording(template: template.pseudo(language), language: language, message: message)
    }
}
