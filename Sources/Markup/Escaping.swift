extension String {
    /// Appends `value` so that it reads as text, both between tags and in a quoted attribute
    /// (HTML Living Standard, section 13.3).
    mutating func appendEscaped(_ value: String) {
        guard value.utf8.contains(where: { $0.reference != nil }) else { return append(value) }
        var start = value.startIndex
        for place in value.utf8.indices {
            guard let reference = value.utf8[place].reference else { continue }
            append(contentsOf: value[start..<place])
            append(reference)
            start = value.utf8.index(after: place)
        }
        append(contentsOf: value[start...])
    }

    /// Whether a tag is open at the end. Escaped values hold no angle brackets, so the last one is always ours.
    var endsInsideTag: Bool {
        utf8.last { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") } == UInt8(ascii: "<")
    }
}

extension UInt8 {
    fileprivate var reference: String? {
        switch self {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
