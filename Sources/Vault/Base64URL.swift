import Foundation

/// Base64 with `-` and `_` and without filling (RFC 4648, section 5).
package enum Base64URL {
    package static func written(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Data(bytes).base64EncodedData().lazy.filter { $0 != UInt8(ascii: "=") }.map { swapped($0, "+/", "-_") }, as: UTF8.self)
    }

    /// Nil for anything `written` would not write.
    package static func read(_ text: String) -> [UInt8]? {
        let filled = text.utf8.map { swapped($0, "-_", "+/") } + repeatElement(UInt8(ascii: "="), count: (4 - text.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: Data(filled)).map(Array.init), written(bytes) == text else { return nil }
        return bytes
    }

    // Byte by byte: replacing in texts looks at whole characters, which is a fifth of a page that reads a few keys.
    private static func swapped(_ byte: UInt8, _ these: StaticString, _ those: StaticString) -> UInt8 {
        byte == these.utf8Start[0] ? those.utf8Start[0] : byte == these.utf8Start[1] ? those.utf8Start[1] : byte
    }
}
