/// Texts as PO files quote them: the escapes of C.
enum POText {
    /// Nil where the quotes or an escape are wrong; blanks around the quotes are for the caller to take away.
    static func unquoted(_ line: Substring) -> String? {
        let bytes = line.utf8, quote = UInt8(ascii: "\"")
        guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
        let inside = bytes.dropFirst().dropLast()
        // Most lines hold no escape, and the start of a hub waits for thousands of them.
        guard inside.contains(where: { $0 == UInt8(ascii: "\\") || $0 == quote }) else { return String(Substring(inside)) }
        var text = String.UnicodeScalarView(), isEscaped = false
        for scalar in Substring(inside).unicodeScalars {
            if isEscaped {
                guard let meant = escapes[scalar] else { return nil }
                text.append(meant)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "\"" {
                return nil
            } else {
                text.append(scalar)
            }
        }
        return isEscaped ? nil : String(text)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }

    /// Without blanks at either end.
    static func trimmed(_ line: Substring.UTF8View) -> Substring.UTF8View {
        var line = line.drop(while: isBlank)
        while let last = line.last, isBlank(last) { line.removeLast() }
        return line
    }

    /// One quoted line, or several where the text has several.
    static func quoted(_ text: String) -> String {
        guard text.contains("\n"), text != "\n" else { return "\"" + escaped(text) + "\"" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return (["\"\""] + lines.enumerated().compactMap { place, line in
            let isLast = place == lines.count - 1
            return isLast && line.isEmpty ? nil : "\"" + escaped(String(line)) + (isLast ? "\"" : "\\n\"")
        }).joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            escapes.first { $0.value == scalar }.map { "\\\($0.key)" } ?? String(scalar)
        }.joined()
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "n": "\n", "t": "\t", "r": "\r", "\"": "\"", "\\": "\\",
    ]
}
