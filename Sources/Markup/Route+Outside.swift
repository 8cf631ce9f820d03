/// Routes that lead out of the hub, made of what people and imported directories wrote.
extension Route {
    /// A web address: `http` or `https` with a host, or a bare host, which gets `https`. Nil for anything else.
    ///
    /// A name before the host (`https://bank.example@evil.example`) is refused, since it only ever misleads.
    public static func web(_ url: String) -> Route? {
        let trimmed = url.trimmed
        guard !trimmed.isEmpty, trimmed.utf8.count <= 2000, !trimmed.unicodeScalars.contains(where: \.isUnfitForAddress)
        else { return nil }
        for scheme in ["https://", "http://"] where trimmed.lowercased().hasPrefix(scheme) {
            let rest = trimmed.dropFirst(scheme.count)
            return Host(startOf: rest) == nil ? nil : Route(trusted: scheme + rest)
        }
        guard let host = Host(startOf: trimmed[...]), host.isPublic else { return nil }
        return Route(trusted: "https://" + trimmed)
    }

    /// A telephone number: its digits, of any script, and a leading plus. The `(0)` of `+49 (0) 30` is not dialed
    /// from abroad and falls away.
    public static func phone(_ number: String) -> Route {
        let isInternational = number.trimmed.hasPrefix("+")
        var digits = "", parts = number.split(separator: "(0)", omittingEmptySubsequences: false)
        if !isInternational { parts = [number[...]] }
        for scalar in parts.joined(separator: "").unicodeScalars where scalar.properties.numericType == .decimal {
            digits += Int(scalar.properties.numericValue ?? 0).description
        }
        return Route(trusted: "tel:" + (isInternational ? "+" : "") + digits)
    }

    /// An e-mail address of one `@`, a local part without quotes (RFC 5322, section 3.2.3) and a public host.
    /// Nil for anything else, so that no `?bcc=` rides along.
    public static func mail(_ address: String) -> Route? {
        let trimmed = address.trimmed
        let parts = trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, trimmed.utf8.count <= 254, !parts[0].isEmpty,
              parts[0].unicodeScalars.allSatisfy(\.isFitForMailbox),
              let host = Host(startOf: parts[1]), host.isPublic, host.name == parts[1] else { return nil }
        return Route(trusted: "mailto:" + String(parts[0]).percentEncoded + "@" + parts[1])
    }
}
