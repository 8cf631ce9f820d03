import Assertions
import Testing

@Suite struct CBORTests {
    /// From RFC 8949, appendix A.
    @Test(arguments: [
        ([0x00], CBOR.number(0)), ([0x17], .number(23)), ([0x18, 0x18], .number(24)), ([0x19, 0x03, 0xE8], .number(1000)),
        ([0x1A, 0x00, 0x0F, 0x42, 0x40], .number(1_000_000)), ([0x1B, 0, 0, 0, 0xE8, 0xD4, 0xA5, 0x10, 0x00], .number(1_000_000_000_000)),
        ([0x20], .number(-1)), ([0x39, 0x03, 0xE7], .number(-1000)), ([0xF4], .truth(false)), ([0xF5], .truth(true)), ([0xF6], .null),
        ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])), ([0x64, 0x49, 0x45, 0x54, 0x46], .text("IETF")), ([0x62, 0xC3, 0xBC], .text("ü")),
        ([0x83, 1, 2, 3], .list([.number(1), .number(2), .number(3)])), ([0xA0], .map([:])),
        ([0xA2, 1, 2, 3, 4], .map([.number(1): .number(2), .number(3): .number(4)])),
        ([0x82, 0x61, 0x61, 0xA1, 0x61, 0x62, 0x61, 0x63], .list([.text("a"), .map([.text("b"): .text("c")])])),
    ] as [([UInt8], CBOR)])
    func `what the standard writes is read`(_ bytes: [UInt8], _ value: CBOR) {
        #expect(CBOR(bytes) == value)
    }

    @Test(arguments: [
        ("nothing", []), ("a length without its bytes", [0x19, 0x03]), ("bytes cut off", [0x44, 1, 2, 3]), ("a list cut off", [0x83, 1, 2]),
        ("a map cut off", [0xA1, 1]), ("more than one value", [0, 0]), ("a length left open", [0x5F, 0x41, 1, 0xFF]), ("a list left open", [0x9F, 1, 0xFF]),
        ("a map left open", [0xBF, 0xFF]), ("a length kept for later", [0x1C]), ("a tag", [0xC0, 0x00]), ("a fraction", [0xF9, 0, 0]), ("undefined", [0xF7]),
        ("text that is no UTF-8", [0x61, 0xFF]), ("a key twice", [0xA2, 1, 2, 1, 3]), ("five deep", [0x81, 0x81, 0x81, 0x81, 0x81, 0]),
        ("more than 2^63", [0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), ("a list longer than memory", [0x9B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ("a map longer than memory", [0xBA, 0xFF, 0xFF, 0xFF, 0xFF]), ("bytes longer than memory", [0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ] as [(String, [UInt8])])
    func `what is no whole value is refused`(_ why: String, _ bytes: [UInt8]) {
        #expect(CBOR(bytes) == nil, "\(why)")
    }

    @Test func `four lists may stand in each other`() {
        #expect(CBOR([0x81, 0x81, 0x81, 0x81, 0]) != nil)
    }

    @Test func `the smallest number there is is read`() {
        #expect(CBOR([0x3B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) == .number(Int.min))
    }

    @Test func `any bytes at all are answered`() {
        var random = SystemRandomNumberGenerator()
        for length in 0..<2000 {
            let bytes = (0..<(length % 60)).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            if let first = CBOR.first(of: bytes[...]) { #expect(first.rest.count < bytes.count) }
        }
    }
}
