import Foundation
import House
import Localization
import Trust
import Yams

/// What people are asked to agree to, in versions and languages (`vocabularies/notices.yaml`).
package struct Notices: Sendable {
    /// What the members of households are asked.
    let all: [Notice]
    /// What volunteers are asked.
    package let ofVolunteers: [Notice]

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
    /// To whom it goes, as the ledger says it; the hub itself where nothing is said.
    var recipient: String?
    /// The classes of fields that it is about.
    var kinds: [String]?
    /// To whom it goes, in words.
    var to: LocalWords?
    let title: LocalWords
    let text: LocalWords

    /// The words in this language, or in the nearest there are, and which one that was.
    package func words(in language: Language) -> (title: String, text: String, language: Language) {
        let told = text.text(in: language)
        return (title.text(in: told.language).text, told.text, told.language)
    }

    /// The answer of someone who was told this notice in this language.
    ///
    /// - Parameter isChild: nil where nobody knows when they were born.
    package func event(
        _ decision: ConsentEvent.Decision, _ manner: ConsentEvent.Manner, isChild: Bool?, in language: Language, at now: Date
    ) throws(ConsentProblem) -> ConsentEvent {
        try manner.check(decision, isChild: isChild)
        let told = words(in: language)
        return ConsentEvent(
            purpose: id, recipient: recipient ?? usual?.recipient ?? "hub", kinds: about, decision: decision, manner: manner,
            notice: NoticeRead(version: version, language: told.language.tag, text: told.text), at: now,
            expiresAt: decision.isYes ? now.addingTimeInterval(Double(months) * 30.44 * 86_400) : nil)
    }

    package static let sample = Notice(id: "reminders", version: 1, months: 12, title: LocalWords(["en": "Remind me"]), text: LocalWords(["en": "We may send you a message."]))

    private var about: Set<FieldClass> { kinds.map { Set($0.compactMap(FieldClass.init)) } ?? usual?.kinds ?? [] }

    /// What a hub's own notices of an earlier time left unsaid.
    private var usual: (recipient: String, kinds: Set<FieldClass>)? {
        switch id {
        case "share_with_match": ("helper", [.identity, .contact])
        case "share_as_volunteer": ("helped", [.identity, .contact])
        default: nil
        }
    }

    /// The words that were read, where they are still those of the notice.
    func text(read notice: NoticeRead) -> (title: String, text: String)? {
        guard let language = Language(notice.language) else { return nil }
        let now = words(in: language)
        return NoticeRead(version: version, language: now.language.tag, text: now.text) == notice ? (now.title, now.text) : nil
    }
}
