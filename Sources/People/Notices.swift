import Foundation
import House
import Localization
import Trust
import Yams

/// What people are asked to agree to, in versions and languages (`vocabularies/notices.yaml`).
struct Notices: Sendable {
    let all: [Notice]

    init(_ resources: Resources) throws {
        all = try YAMLDecoder().decode([Notice].self, from: resources.text("vocabularies/notices.yaml") ?? "[]")
    }

    subscript(_ id: String) -> Notice? { all.first { $0.id == id } }
}

/// One thing to agree to or not.
struct Notice: Sendable, Decodable {
    let id: String
    let version: Int
    /// How long a yes holds.
    let months: Int
    let title: LocalWords
    let text: LocalWords

    /// The words in this language, or in the nearest there are, and which one that was.
    func words(in language: Language) -> (title: String, text: String, language: Language) {
        let told = text.text(in: language)
        return (title.text(in: told.language).text, told.text, told.language)
    }

    /// The answer of someone who was told this notice in this language.
    func event(_ decision: ConsentEvent.Decision, channel: ConsentEvent.Channel, in language: Language, at now: Date) -> ConsentEvent {
        let told = words(in: language)
        return ConsentEvent(
            purpose: id, decision: decision, channel: channel,
            notice: NoticeRead(version: version, language: told.language.tag, text: told.text), at: now,
            expiresAt: decision == .given ? now.addingTimeInterval(Double(months) * 30.44 * 86_400) : nil)
    }
}
