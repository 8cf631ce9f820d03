/// What happens to bytes that someone changes who knows what the readers look for.
enum Mutation {
    static let longest = 4096
    private static let marks = [
        "\"", "'", ":", ";", ",", "=", "&", "%", "%00", "\\", "\r\n", "\n\n", "--", "[", "]", "{", "}", "- ", "#", "*", "0", "-1", "1e999",
        "9223372036854775807", "18446744073709551616", "\u{FEFF}", "\u{202E}", "\0", "é", "𝔘", "msgid ", "msgstr[", "n%10", "boundary=", "filename=",
    ].map { Array($0.utf8) } + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

    /// One to eight changes of one of the seeds.
    static func of(_ seeds: [[UInt8]], _ dice: inout Dice) -> [UInt8] {
        var bytes = seeds[dice.below(seeds.count)]
        for _ in 0...dice.below(8) { change(&bytes, seeds, &dice) }
        return Array(bytes.prefix(longest))
    }

    private static func change(_ bytes: inout [UInt8], _ seeds: [[UInt8]], _ dice: inout Dice) {
        let place = dice.below(bytes.count + 1), end = min(bytes.count, place + 1 + dice.below(16))
        switch dice.below(7) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(dice.below(8))
        case 1 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: dice.below(bytes.count + 1))
        case 4: bytes.insert(contentsOf: Array(repeating: bytes[place..<end], count: 1 + dice.below(64)).joined(), at: place)
        case 5:
            let other = seeds[dice.below(seeds.count)], from = dice.below(other.count + 1)
            bytes.replaceSubrange(place..., with: other[from...])
        default: bytes.insert(contentsOf: marks[dice.below(marks.count)], at: place)
        }
        if bytes.count > longest { bytes.removeSubrange(longest...) }
    }
}
