import Foundation
import House
import Identity
import Localization
import Trust
import Web

/// Everything held about someone, as they take it along (GDPR, Articles 15 and 20).
struct MyFileCopy: Encodable {
    /// With a name that is the same in every language, for other programs, beside the title for people.
    struct Section: Encodable { let key: String, title: String, lines: [Line], why: [String], kept: [String], from: [String], seen_by: [String] }
    struct Line: Encodable { let key: String, name: String, value: String, detail: String? }
    struct Consent: Encodable {
        let receipt: String, purpose: String, recipient: String, about: [String], decision: String, how: String
        let interpreter: String?, guardian: String?, child_assent: String?, explained_by: String?
        let notice_version: Int, notice_language: String, at: String, expires_at: String?
    }
    struct Reading: Encodable { let day: String, sentence: String }

    let hub: String
    let made_at: String
    let language: String
    let held: [Section]
    let consents: [Consent]
    let opened: [Reading]
    let complaint: String

    /// - Parameter explainers: who of the staff explained a notice, by pseudonym.
    init(
        hub: String, madeAt: Date, sections: [FileSection], about: [FileAbout?], complaint: Message, consents: [ConsentEvent], explainers: [String: String], opened: [Opened],
        _ say: Speech
    ) {
        self.hub = hub
        made_at = madeAt.ISO8601Format()
        language = say.language.tag
        self.complaint = say.bare(complaint)
        held = zip(sections, about).map { section, about in
            let facts = about?.facts(say) ?? []
            func told(_ key: String) -> [String] { facts.filter { $0.key == key }.flatMap(\.words).map(say.bare) }
            return Section(key: section.title.plainEnglish, title: say.bare(section.title), lines: section.lines.map {
                Line(key: $0.name.plainEnglish, name: say.bare($0.name), value: ($0.data ?? $0.text(say)).withoutIsolateMarks, detail: $0.detail.map(say.bare))
            }, why: told("why"), kept: told("kept"), from: told("from"), seen_by: told("seen_by"))
        }
        self.consents = consents.map {
            Consent(
                receipt: $0.id, purpose: $0.purpose, recipient: $0.recipient, about: $0.kinds.map(\.rawValue).sorted(), decision: $0.decision.rawValue, how: $0.channel.rawValue,
                interpreter: $0.manner.interpreter?.rawValue, guardian: $0.manner.guardian?.rawValue, child_assent: $0.manner.assent?.rawValue,
                explained_by: $0.explainedBy.flatMap { explainers[$0] }, notice_version: $0.notice.version, notice_language: $0.notice.language, at: $0.at.ISO8601Format(), expires_at: $0.expiresAt?.ISO8601Format())
        }
        self.opened = opened.map { Reading(day: $0.day.description, sentence: say.bare($0.sentence(say))) }
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension Speech {
    /// Without the marks that isolate values on a screen.
    fileprivate func bare(_ message: Message) -> String { plain(message).withoutIsolateMarks }
}
