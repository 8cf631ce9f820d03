import Foundation

/// Text of a header with its encoded words read (RFC 2047).
public enum HeaderText {
    /// Spaces between two encoded words fall away; what can't be read stays as it stands.
    public static func decoded(_ value: String) -> String {
        var text = "", bytes: [UInt8] = [], rest = value[...]
        // Neighboring words are put together before they are read: a character may stand in both.
        func flush() { text += String(decoding: bytes, as: UTF8.self); bytes = [] }
        while let match = rest.firstMatch(of: /=\?([A-Za-z0-9_-]+)\?([BbQq])\?([^? ]*)\?=/) {
            let between = rest[..<match.range.lowerBound]
            if bytes.isEmpty || !between.allSatisfy(\.isWhitespace) {
                flush()
                text += between
            }
            if let word = utf8(match.3, match.2.lowercased() == "b", charset: match.1.lowercased()) { bytes += word } else {
                flush()
                text += match.0
            }
            rest = rest[match.range.upperBound...]
        }
        flush()
        return text + rest
    }

    private static func utf8(_ word: Substring, _ isBase64: Bool, charset: String) -> [UInt8]? {
        let bytes = isBase64 ? Data(base64Encoded: String(word)).map(Array.init) : QuotedPrintable.bytes(word.replacing("_", with: " "))
        switch charset {
        case "utf-8", "us-ascii": return bytes
        case "iso-8859-1": return bytes.flatMap { String(bytes: $0, encoding: .isoLatin1) }.map { Array($0.utf8) }
        default: return nil
        }
    }
}

/// Quoted-printable text (RFC 2045, section 6.7).
enum QuotedPrintable {
    static func bytes(_ text: some StringProtocol) -> [UInt8] {
        var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), rest.starts(with: [13, 10]) {
                rest = rest.dropFirst(2)
            } else if byte == UInt8(ascii: "="), rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
