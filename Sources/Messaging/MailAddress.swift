/// An e-mail address that can stand in an envelope and in a header: ASCII, one `@`, nothing that could end a line or a field.
///
/// Narrower than RFC 5321 allows: no quoted local part, no address literal, no internationalized local part.
public struct MailAddress: Sendable, Hashable {
    public let text: String

    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count), !parts[1].isEmpty,
              parts[0].utf8.allSatisfy(Self.isAtom), parts[1].utf8.allSatisfy(Self.isOfHost),
              !parts[1].hasPrefix("."), !parts[1].hasSuffix("."), !parts[1].hasPrefix("-") else { return nil }
        self.text = text
    }

    /// What stands after the `@`.
    public var domain: String { String(text[text.index(after: text.firstIndex(of: "@") ?? text.startIndex)...]) }

    /// `atext` of RFC 5322, section 3.2.3, and the dot.
    private static func isAtom(_ byte: UInt8) -> Bool { isOfHost(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte) }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }
}
