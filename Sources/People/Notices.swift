import Foundation
import House
import Localization
import Trust
import Yams

/// What people are asked to agree to, in versions and languages (`vocabularies/notices.yaml`).
package struct Notices: Sendable {
    /// What the members of households are asked.
    let all: [Notice]
    private let ofVolunteers: [Notice]

    package init(_ resources: Resources) throws { try self.init(yaml: resources.text("vocabularies/notices.yaml") ?? "[]") }

    package init(yaml: String) throws {
        let file = try YAMLDecoder().decode([Notice].self, from: yaml)
        all = file.filter { $0.volunteers != true }
        ofVolunteers = file.filter { $0.volunteers == true }
    }

    package subscript(_ id: String) -> Notice? { (all + ofVolunteers).first { $0.id == id } }
}

/// One thing to agree to or not.
package struct Notice: Sendable, Decodable {
    package let id: String
    let version: Int
    /// How long a yes holds.
    let months: Int
    /// Whether volunteers are asked, and not the members of households.
    var volunteers: Bool?
    let title: LocalWords
    let text: LocalWords

    /// The words in this language, or in the nearest there are, and which one that was.
    package func words(in language: Language) -> (title: String, text: String, language: Language) {
        let told = text.text(in: language)
        return (title.text(in: told.language).text, told.text, told.language)
    }

    /// The answer of someone who was told this notice in this language.
    package func event(_ decision: ConsentEvent.Decision, channel: ConsentEvent.Channel, in language: Language, at now: Date) -> ConsentEvent {
        let told = words(in: language)
        return ConsentEvent(
            purpose: id, decision: decision, channel: channel,
            notice: NoticeRead(version: version, language: told.language.tag, text: told.text), at: now,
            expiresAt: decision == .given ? now.addingTimeInterval(Double(months) * 30.44 * 86_400) : nil)
    }
}
