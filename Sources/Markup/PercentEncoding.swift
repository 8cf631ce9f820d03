extension String {
    /// Every byte but the unreserved ones (RFC 3986, section 2.3) as `%` and two digits.
    var percentEncoded: String {
        if utf8.allSatisfy(\.isUnreserved) { return self }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes = [UInt8]()
        bytes.reserveCapacity(utf8.count * 3)
        for byte in utf8 {
            if byte.isUnreserved {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// One path segment that stays one.
    ///
    /// Browsers read `%2e%2e` as `..` (URL Standard, "double-dot path segment"), so the dots of a segment that is only
    /// dots are encoded twice and lead to nothing; and an empty segment would turn `/\(a)/\(b)` into `//host`,
    /// so it becomes a space.
    var asSegment: String {
        if isEmpty { return "%20" }
        if utf8.allSatisfy({ $0 == UInt8(ascii: ".") }) { return String(repeating: "%252E", count: utf8.count) }
        return percentEncoded
    }
}

extension UInt8 {
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
             UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
             UInt8(ascii: "~"): true
        default: false
        }
    }
}
