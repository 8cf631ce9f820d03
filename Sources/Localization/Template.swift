/// A sentence cut into its words and the places of its values and links.
struct Template: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        case words(String), value(String), linkStart, linkEnd
    }

    var pieces: [Piece] = []

    /// As a translator sees it: `Read <a>our promise</a>, {name}.`
    var text: String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .value(let name): "{\(name)}"
            case .linkStart: "<a>"
            case .linkEnd: "</a>"
            }
        }.joined()
    }

    var names: Set<String> {
        Set(pieces.compactMap { if case .value(let name) = $0 { name } else { nil } })
    }

    /// Of the text, in Unicode scalars.
    var length: Int { text.unicodeScalars.count }

    var links: Int { pieces.count { $0 == .linkStart } }
}

extension Template {
    /// What is wrong with a translator's text; the text itself cannot do harm, since words are escaped.
    enum Fault: Error { case brace, link, markup }

    /// Reads `{name}` and `<a>...</a>`; nothing else with braces, angle brackets or character references is allowed.
    init(parsing text: String) throws(Fault) {
        var rest = text[...], isLinked = false
        while let special = rest.utf8.firstIndex(where: Self.isSpecial) {
            add(words: rest[..<special])
            rest = rest[special...]
            switch rest.first {
            case "{":
                guard let end = rest.firstIndex(of: "}"), Self.isName(rest[..<end].dropFirst()) else { throw .brace }
                pieces.append(.value(String(rest[..<end].dropFirst())))
                rest = rest[end...].dropFirst()
            case "<":
                let tag = isLinked ? "</a>" : "<a>"
                guard rest.hasPrefix(tag) else { throw rest.hasPrefix("<a>") || rest.hasPrefix("</a>") ? .link : .markup }
                pieces.append(isLinked ? .linkEnd : .linkStart)
                isLinked.toggle()
                rest = rest.dropFirst(tag.count)
            case "&":
                guard !Self.startsReference(rest) else { throw .markup }
                add(words: rest.prefix(1))
                rest = rest.dropFirst()
            case "}": throw .brace
            default: throw .markup
            }
        }
        add(words: rest)
        guard !isLinked else { throw .link }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
    }

    mutating func add(words: some StringProtocol) {
        guard !words.isEmpty else { return }
        if case .words(let before) = pieces.last {
            pieces[pieces.count - 1] = .words(before + words)
        } else {
            pieces.append(.words(String(words)))
        }
    }

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0 | 0x20) || (48...57).contains($0) || $0 == 95 }
    }

    /// `&amp;` and the like would be shown letter by letter.
    private static func startsReference(_ text: Substring) -> Bool {
        guard let end = text.prefix(12).firstIndex(of: ";") else { return false }
        let name = text[..<end].dropFirst()
        return !name.isEmpty && (name.first == "#" || name.isLettersOrDigits)
    }
}
