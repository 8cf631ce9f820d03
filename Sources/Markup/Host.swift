/// The host at the start of an address without its scheme, such as `example.org` in `example.org:8080/a`.
struct Host {
    let name: Substring

    /// Nil where no well-formed host and port stand there.
    init?(startOf address: Substring) {
        let authority = address.prefix { !"/?#".contains($0) }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2,
              parts.count == 1 || ((1...5).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy(\.isDigit))
        else { return nil }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(Self.isLabel) else { return nil }
        self.name = name
    }

    /// Whether it has a dot and ends as a name does, so that neither `localhost` nor `10.0.0.1` is taken for one.
    var isPublic: Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        let last = name[dot...].dropFirst()
        return last.count >= 2 && !last.utf8.allSatisfy(\.isDigit)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-" &&
            label.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isAlphabetic || $0.isASCIIDigit || $0.isMark }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Unicode.Scalar {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isMark: Bool { properties.generalCategory == .nonspacingMark || properties.generalCategory == .spacingMark }

    /// Spaces, control and invisible characters, and the backslash, which browsers read as a slash.
    var isUnfitForAddress: Bool {
        switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        default: self == "\\"
        }
    }

    var isFitForMailbox: Bool {
        !isUnfitForAddress && !"\"(),:;<>[]@".unicodeScalars.contains(self)
    }
}

extension String {
    var trimmed: Substring {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
