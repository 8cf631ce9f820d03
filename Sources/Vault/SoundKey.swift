/// What is left of a name when everything that spellings disagree on is taken away: its consonants by class.
///
/// A filter for candidates, never a verdict: Omar and Amir have one key. At most eight classes count.
public struct SoundKey: Hashable, Sendable, CustomStringConvertible {
    /// One class a byte, the first in the highest; zeros fill the rest.
    let code: UInt64

    /// The key of one name in any script. Names that are written in very different ways (Khadija, Hatice) share one.
    public init(_ name: String) {
        self = NameWord.key(of: NameForm.of(Romanization.words(in: name).flatMap(\.letters)))
    }

    /// `form` as `NameForm` writes it.
    init(form: [UInt8]) {
        var code: UInt64 = 0, count = 0, last: UInt8 = 0
        Self.classes.forEach(in: form) { sounds in
            if sounds.isEmpty { last = 0 }
            for sound in sounds where count < 8 {
                if sound != last {
                    code |= UInt64(sound) << UInt64(56 - 8 * count)
                    count += 1
                }
                last = sound
            }
        }
        self.code = code
    }

    var count: Int { 8 - code.trailingZeroBitCount / 8 }

    public var description: String {
        String(decoding: (0..<count).map { UInt8(truncatingIfNeeded: code >> UInt64(56 - 8 * $0)) }, as: UTF8.self)
    }

    /// Equal, or one class replaced, missing or added.
    func isNear(_ other: SoundKey) -> Bool {
        if code == other.code { return true }
        let same = UInt64((code ^ other.code).leadingZeroBitCount / 8) * 8
        let (here, there) = (code << same, other.code << same)
        return here << 8 == there << 8 || here << 8 == there || here == there << 8
    }

    func isPrefix(of other: SoundKey) -> Bool {
        code != 0 && (code ^ other.code).leadingZeroBitCount >= 8 * count
    }

    private static let classes = LetterRules("""
        s sh ch ts tz cz z
        k c g
        f v
        b p
        t d
        - a e i o u j h
        """)
}
