import Foundation

/// Text of any language for a header, which holds ASCII only (RFC 2047).
enum EncodedWord {
    /// The bytes of text in one word: their base64 with `=?UTF-8?B?` and `?=` around it, and `Subject: ` before, stay
    /// within the 76 characters allowed for a line with such words (section 2).
    private static let mostBytes = 39

    /// The text as it stands where that is plain, else as encoded words folded one to a line.
    ///
    /// Whatever could end the header or begin another is a control character, and those are dropped.
    static func encoded(_ text: String) -> String {
        let clean = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        if clean.utf8.count <= 60, !clean.isEmpty, clean.utf8.allSatisfy(isPlain) { return clean }
        return pieces(of: clean).map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// Pieces that end between two scalars: a reader must be able to show each word by itself.
    private static func pieces(of text: String) -> [String] {
        var pieces = [""]
        for scalar in text.unicodeScalars {
            if (pieces.last?.utf8.count ?? 0) + scalar.utf8.count > mostBytes { pieces.append("") }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
        }
        return pieces
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte == UInt8(ascii: " ")
    }
}
