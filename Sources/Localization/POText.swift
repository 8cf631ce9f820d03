/// Texts as PO files quote them: the escapes of C.
enum POText {
    /// Nil where the quotes or an escape are wrong.
    static func unquoted(_ line: Substring) -> String? {
        // By scalars: a quotation mark before a combining one is still a quotation mark.
        var line = line.unicodeScalars
        while line.last?.properties.isWhitespace == true { line.removeLast() }
        guard line.count >= 2, line.first == "\"", line.last == "\"" else { return nil }
        var text = String.UnicodeScalarView(), isEscaped = false
        for scalar in line.dropFirst().dropLast() {
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
