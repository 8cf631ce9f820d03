/// Text for people to copy by hand: 32 digits and letters without I, L, O and U.
///
/// Douglas Crockford, "Base 32": O is read as 0, I and L as 1.
enum CrockfordBase32 {
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// Five bits a character; the last one is filled with zero bits.
    static func written(_ bytes: some Sequence<UInt8>) -> String {
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

    /// As typed by people: upper case, look-alikes replaced, spaces and dashes gone.
    static func folded(_ typed: String) -> String {
        let lookAlikes: [Character: Character] = ["O": "0", "I": "1", "L": "1"]
        return String(typed.uppercased().filter { !$0.isWhitespace && $0 != "-" }.map { lookAlikes[$0] ?? $0 })
    }

    /// Reads folded text; nil for a foreign character, and for filling bits that are not zero.
    static func read(_ text: some StringProtocol) -> [UInt8]? {
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
}
