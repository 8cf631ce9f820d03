import Markup

extension String {
    /// The text unless it could end or swallow the isolate around it: then without its isolate marks.
    var isolable: String {
        guard unicodeScalars.contains(where: \.isIsolateMark) else { return self }
        var depth = 0
        for scalar in unicodeScalars where scalar.isIsolateMark {
            depth += scalar == "\u{2069}" ? -1 : 1
            if depth < 0 { break }
        }
        return depth == 0 ? self : withoutIsolateMarks
    }

    /// As a name stands on one line: line ends and tabs become spaces, and marks that would turn the text around it go.
    public var onOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isBidiControl })).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    public var withoutIsolateMarks: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isIsolateMark }))
    }
}

extension Unicode.Scalar {
    fileprivate var isIsolateMark: Bool { ("\u{2066}"..."\u{2069}").contains(self) }

    /// Marks that turn the text around them (UAX 9, sections 2.1 to 2.3). The joiners and the direction marks that
    /// Persian, Urdu and Hebrew are typed with are none of them.
    var isBidiControl: Bool { ("\u{202A}"..."\u{202E}").contains(self) || isIsolateMark }
}

extension HTML {
    /// What the markup says without its tags, for a place that shows only text.
    var words: String {
        var words = "", isTag = false
        for character in text {
            switch character {
            case "<": isTag = true
            case ">" where isTag: isTag = false
            default: if !isTag { words.append(character) }
            }
        }
        for (reference, character) in Self.references { words.replace(reference, with: character) }
        return words
    }

    /// Ampersands last, so that `&amp;lt;` becomes `&lt;` and no further.
    private static let references = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
}
