/// An address of e-mail as people type it.
public enum EmailAddress {
    /// Whether mail could reach it: one `@`, something before it, a name with a dot behind it, no space, at most 254
    /// bytes (RFC 5321, section 4.5.3.1.3). Whether it exists, only a mail can tell.
    public static func isPlausible(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.utf8.count <= 254
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".") && !text.contains(where: \.isWhitespace)
    }
}
