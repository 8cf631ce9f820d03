/// What an authenticator says and signs: for which site, whether someone was there, how often it signed (WebAuthn, section 6.1).
struct AuthenticatorData {
    let siteHash: [UInt8]
    let isPresent: Bool, isVerified: Bool
    let counter: Int
    /// Only where a passkey is made.
    let made: (id: [UInt8], key: CBOR, keyBytes: [UInt8])?

    private static let present: UInt8 = 0x01, verified: UInt8 = 0x04, hasKey: UInt8 = 0x40, hasExtensions: UInt8 = 0x80
    /// WebAuthn, section 5.8.1: an id is 1023 bytes at most.
    private static let longestID = 1023

    /// Nil where the bytes are cut off, or more than they say.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 37 else { return nil }
        let flags = bytes[32]
        siteHash = Array(bytes[..<32])
        (isPresent, isVerified) = (flags & Self.present != 0, flags & Self.verified != 0)
        counter = bytes[33..<37].reduce(0) { $0 << 8 | Int($1) }
        var rest = bytes[37...]
        if flags & Self.hasKey != 0 {
            guard let read = Self.key(at: &rest) else { return nil }
            made = read
        } else {
            made = nil
        }
        if flags & Self.hasExtensions != 0 {
            guard case (.map, let after)? = CBOR.first(of: rest) else { return nil }
            rest = after
        }
        guard rest.isEmpty else { return nil }
    }

    /// Sixteen bytes that name the model, which is none of our business; then the id, and the key.
    private static func key(at rest: inout ArraySlice<UInt8>) -> (id: [UInt8], key: CBOR, keyBytes: [UInt8])? {
        let lengths = Array(rest.dropFirst(16).prefix(2))
        guard lengths.count == 2 else { return nil }
        let length = Int(lengths[0]) << 8 | Int(lengths[1])
        let id = Array(rest.dropFirst(18).prefix(length)), from = rest.dropFirst(18 + length)
        guard (1...longestID).contains(length), id.count == length, let (key, after) = CBOR.first(of: from) else { return nil }
        rest = after
        return (id, key, Array(from.prefix(from.count - after.count)))
    }
}
