/// What someone typed as a number or a day, in the digits of whatever script they write.
///
/// Forms keep and show again what was typed; only where it is read as a number or a day is it read so.
public enum Typed {
    /// The same with ASCII digits, without spaces around it and without the marks of direction that keyboards and copying leave.
    public static func plain(_ text: some StringProtocol) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isMark(scalar) {
            plain.append(digit(scalar) ?? scalar)
        }
        let text = String(plain).drop { $0.isWhitespace }
        return String(text[..<(text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex)])
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        guard !scalar.isASCII, scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

extension Int {
    /// Nil for what is no whole number.
    public init?(typed text: some StringProtocol) { self.init(Typed.plain(text)) }
}

extension Day {
    /// Nil for what is no day such as `2026-11-21`.
    public init?(typed text: some StringProtocol) { self.init(Typed.plain(text)) }
}
