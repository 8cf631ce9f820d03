import Markup

/// A message in the words of one language, ready to take its values.
struct Wording {
    let template: Template, language: Language, message: Message

    func html(in speech: Speech) -> HTML {
        let values = message.values
        var html: HTML = "", links = message.source.links[...]
        for piece in template.pieces {
            switch piece {
            case .words(let words): html += "\(words)"
            case .value(let name):
                if let value = values[name] { html += "<bdi>\(value.html(in: speech))</bdi>" }
            case .linkStart: html += "<a \(links.popFirst().map(Attribute.href))>"
            case .linkEnd: html += "</a>"
            }
        }
        return html
    }

    func plain(in speech: Speech) -> String {
        let values = message.values
        return template.pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .value(let name): values[name].map { "\u{2068}" + $0.plain(in: speech) + "\u{2069}" } ?? ""
            case .linkStart, .linkEnd: ""
            }
        }.joined()
    }
}

extension Sentence.Value {
    func html(in speech: Speech) -> HTML {
        switch self {
        case .text(let text): "\(text.isolable)"
        case .markup(let html): html
        case .count(let count): "\(speech.number(count))"
        }
    }

    func plain(in speech: Speech) -> String {
        switch self {
        case .text(let text): text.isolable
        case .markup(let html): html.words.isolable
        case .count(let count): speech.number(count)
        }
    }
}
