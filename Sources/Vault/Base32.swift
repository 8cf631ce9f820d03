/// Text of five bits a character, for people to copy by hand.
struct Base32: Sendable {
    private let alphabet: [UInt8]

    /// Digits and letters without I, L, O and U (Douglas Crockford, "Base 32").
    static let crockford = Base32(alphabet: Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8))
    /// Letters and the digits 2 to 7 (RFC 4648, section 6), without filling: what authenticator apps read.
    static let rfc4648 = Base32(alphabet: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8))

    /// The last character is filled with zero bits.
    func written(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = [], bits = 0, waiting = 0
        for byte in bytes {
            (bits, waiting) = (bits << 8 | Int(byte), waiting + 8)
            while waiting >= 5 {
                waiting -= 5
                text.append(alphabet[bits >> waiting & 31])
            }
            bits &= 0xFF
        }
        if waiting > 0 { text.append(alphabet[bits << (5 - waiting) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a foreign character, and for filling bits that are not zero.
    func read(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = [], bits = 0, waiting = 0
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            (bits, waiting) = (bits << 5 | value, waiting + 5)
            if waiting >= 8 {
                waiting -= 8
                bytes.append(UInt8(bits >> waiting & 0xFF))
            }
            bits &= 0xFF
        }
        return bits & (1 << waiting - 1) == 0 ? bytes : nil
    }

    /// Crockford's characters as typed by people: upper case, O read as 0, I and L as 1, spaces and dashes gone.
    static func folded(_ typed: String) -> String {
        let lookAlikes: [Character: Character] = ["O": "0", "I": "1", "L": "1"]
        return String(typed.uppercased().filter { !$0.isWhitespace && $0 != "-" }.map { lookAlikes[$0] ?? $0 })
    }

    /// In groups of four, with what stands between them.
    static func grouped(_ text: String, by separator: String) -> String {
        stride(from: 0, to: text.count, by: 4).map { String(text.dropFirst($0).prefix(4)) }.joined(separator: separator)
    }
}
