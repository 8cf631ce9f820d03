/// A language of the interface as its canonical BCP 47 tag, such as `fa-AF`; at most language, script and region.
///
/// Codes that name what another tag names better are replaced (`prs` becomes `fa-AF`); variants and extensions are
/// dropped. Interpreters' languages are another set: ISO 639-3 codes, kept as they are.
public struct Language: Hashable, Sendable, CustomStringConvertible {
    public let tag: String
    let code: String, script: String?, region: String?

    public static let english: Language = "en"

    /// Nil where the text is no well-formed tag (RFC 5646, section 2.1) of at most 35 characters.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 35 else { return nil }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard let first = parts.first, first.isLetters, (2...3).contains(first.utf8.count),
              parts.allSatisfy({ (1...8).contains($0.utf8.count) && $0.isLettersOrDigits }) else { return nil }
        var rest = parts.dropFirst()
        var script: String?, region: String?
        if let next = rest.first, next.utf8.count == 4, next.isLetters {
            script = next.prefix(1).uppercased() + next.dropFirst().lowercased()
            rest = rest.dropFirst()
        }
        if let next = rest.first, next.utf8.count == 2 && next.isLetters || next.utf8.count == 3 && next.isDigits {
            region = next.uppercased()
        }
        self.init(code: first.lowercased(), script: script, region: region)
    }

    init(code: String, script: String? = nil, region: String? = nil) {
        let better = Self.aliases[code]
        self.code = better?.code ?? code
        self.script = script ?? better?.script
        self.region = region ?? better?.region
        tag = [self.code, self.script, self.region].compactMap(\.self).joined(separator: "-")
    }

    public var description: String { tag }

    /// The pseudo-languages for tests: accented English, and English mirrored. Never offered to people.
    public var isPseudo: Bool { self == .accented || self == .mirrored }
    static let accented: Language = "en-XA", mirrored: Language = "ar-XB"
}

extension Language: ExpressibleByStringLiteral {
    /// A tag written in the source; a malformed one becomes `und`, undetermined.
    public init(stringLiteral tag: String) {
        self = Language(tag[...]) ?? Language(code: "und")
    }
}

extension StringProtocol {
    var isLetters: Bool { utf8.allSatisfy { (97...122).contains($0 | 0x20) } }
    var isDigits: Bool { utf8.allSatisfy { (48...57).contains($0) } }
    var isLettersOrDigits: Bool { utf8.allSatisfy { (97...122).contains($0 | 0x20) || (48...57).contains($0) } }
}
