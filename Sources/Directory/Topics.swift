import Foundation
import House
import Localization
import Yams

/// What people come for, in pictures and short words: the tiles of the start page.
///
/// Data, not code (`vocabularies/topics.yaml`): each hub may have its own. A topic gathers services by the codes and
/// names of their taxonomy terms, and lends them its words in every language, so that a search in Arabic finds a
/// service that is described in English.
struct Topics: Sendable {
    let all: [Topic]

    init(_ resources: Resources) throws { try self.init(yaml: resources.text("vocabularies/topics.yaml") ?? "[]") }

    init(yaml: String) throws { all = try YAMLDecoder().decode([Topic].self, from: yaml) }

    subscript(_ id: String) -> Topic? { all.first { $0.id == id } }

    /// The topics of a service with these terms.
    func matching(_ terms: [(code: String, name: String)]) -> [Topic] {
        all.filter { topic in terms.contains { topic.covers(code: $0.code, name: $0.name) } }
    }
}

struct Topic: Sendable, Decodable {
    let id: String
    let picture: String
    /// At most three short words, by language tag.
    let name: LocalWords
    /// Codes of terms, or beginnings of them up to a dash.
    let codes: [String]
    /// Words that the name of a term may hold, in folded form.
    let terms: [String]
    /// Words that people search by, by language tag.
    let words: [String: [String]]

    func covers(code: String, name: String) -> Bool {
        if codes.contains(where: { code == $0 || code.hasPrefix($0 + "-") }) { return true }
        let known = Set(SearchText.words(name))
        return terms.contains { Set(SearchText.words($0)).isSubset(of: known) }
    }

    var searchWords: Set<String> {
        Set((name.all + words.values.joined()).flatMap(SearchText.words))
    }
}
