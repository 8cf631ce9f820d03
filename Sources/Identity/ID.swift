/// A name for one thing of a kind: a lower-case UUID as text, so that both engines store and sort it alike.
///
/// New ids are UUIDv7 (RFC 9562, section 5.7): their first 48 bits are the milliseconds since 1970, so rows made
/// later sort later and an index grows at its end.
public struct ID<Kind>: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// Accepts any UUID in the usual 8-4-4-4-12 form, in either case; nil for everything else.
    public init?(_ text: String) {
        var text = text
        guard let isLower = text.withUTF8(Self.isLowerCase) else { return nil }
        self.text = isLower ? text : text.lowercased()
    }

    public init?(_ text: some StringProtocol) {
        self.init(String(text))
    }

    /// A fresh id: `milliseconds` since 1970 and 74 random bits.
    public init(milliseconds: Int64, random: inout some RandomNumberGenerator) {
        let time = UInt64(bitPattern: milliseconds) << 16
        let high = time | 0x7000 | (random.next() & 0x0FFF)
        let low = (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        text = Self.hex(high: high, low: low)
    }

    /// The id made of these 128 bits as they are.
    public init(high: UInt64, low: UInt64) {
        text = Self.hex(high: high, low: low)
    }

    public var description: String { text }
    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }

    /// Nil for what is no UUID; no copy is made of one in lower case, as the database holds them.
    private static func isLowerCase(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        guard bytes.count == 36 else { return nil }
        var isLower = true
        for place in 0..<36 {
            let isDash = place == 8 || place == 13 || place == 18 || place == 23
            switch bytes[place] {
            case UInt8(ascii: "-") where isDash: break
            case UInt8(ascii: "0")...UInt8(ascii: "9") where !isDash, UInt8(ascii: "a")...UInt8(ascii: "f") where !isDash:
                break
            case UInt8(ascii: "A")...UInt8(ascii: "F") where !isDash: isLower = false
            default: return nil
            }
        }
        return isLower
    }

    private static func hex(high: UInt64, low: UInt64) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for half in [high, low] {
                for nibble in 0..<16 {
                    if place == 8 || place == 13 || place == 18 || place == 23 {
                        buffer[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    buffer[place] = digits[Int((half >> UInt64(60 - 4 * nibble)) & 15)]
                    place += 1
                }
            }
            return 36
        }
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

public enum PersonKind: Sendable {}
public enum UserKind: Sendable {}
public enum OrganizationKind: Sendable {}

/// Anyone served or serving; the owner of a key under which their fields are sealed.
public typealias PersonID = ID<PersonKind>
/// Someone who signs in.
public typealias UserID = ID<UserKind>
public typealias OrganizationID = ID<OrganizationKind>
