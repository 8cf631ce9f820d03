/// Hides the length of a text: a length (4 bytes, big-endian), the text, zeros up to the next Padmé size.
///
/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019, section 4) adds at most 12 %
/// and leaks O(log log n) bits. Below 32 bytes it would hide nothing, so everything shorter becomes 32.
enum Padding {
    static let least = 32

    /// The size to which `length` bytes are padded: as a number, only its upper half of bits may be set.
    static func size(for length: Int) -> Int {
        let length = max(length, least)
        let exponent = Int.bitWidth - 1 - length.leadingZeroBitCount
        let precision = Int.bitWidth - exponent.leadingZeroBitCount
        let mask = 1 << (exponent - precision) - 1
        return (length + mask) & ~mask
    }

    static func padded(_ text: [UInt8]) -> [UInt8] {
        let length = UInt32(text.count)
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + text
        return bytes + [UInt8](repeating: 0, count: size(for: bytes.count) - bytes.count)
    }

    /// Nil where the length does not fit.
    static func stripped(_ bytes: [UInt8]) -> ArraySlice<UInt8>? {
        guard bytes.count >= 4 else { return nil }
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        return length <= bytes.count - 4 ? bytes[4..<4 + length] : nil
    }
}
