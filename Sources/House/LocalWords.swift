import Localization
import Markup

/// A few words of the hub's own data in several languages, by language tag.
public struct LocalWords: Sendable, Hashable, Decodable {
    private let texts: [String: String]

    public init(_ texts: [String: String]) { self.texts = texts }
    public init(from decoder: any Decoder) throws { texts = try [String: String](from: decoder) }

    /// The words in this language, or in the nearest one there is; empty where there are none at all.
    public func text(in language: Language) -> (text: String, language: Language) {
        for candidate in language.fallbacks {
            if let text = texts[candidate.tag] { return (text, candidate) }
        }
        let first = texts.min { $0.key < $1.key }
        return (first?.value ?? "", first.flatMap { Language($0.key) } ?? .english)
    }

    /// Every form of the words, for reading what people write.
    public var all: [String] { Array(texts.values) }

    /// The words marked with their language, since there may be none in the reader's.
    public func html(_ say: Speech) -> HTML {
        let found = text(in: say.language)
        return "<bdi \(.lang(found.language.tag))>\(found.text)</bdi>"
    }
}
