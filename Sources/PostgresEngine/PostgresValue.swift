import CPostgres
import Storage

extension SQLValue {
    /// A value in the server's text format; `type` is its number in `pg_type`, which never changes.
    init(postgres bytes: UnsafeRawBufferPointer, of type: Oid) {
        let text = String(decoding: bytes, as: UTF8.self)
        switch type {
        case 16: self = .boolean(text == "t")
        case 20, 21, 23, 26: self = Int64(text).map(SQLValue.integer) ?? .text(text)
        case 700, 701: self = Double(text).map(SQLValue.real) ?? .text(text)
        // A sum of whole numbers is `numeric` here and whole in SQLite.
        case 1700: self = Int64(text).map(SQLValue.integer) ?? Double(text).map(SQLValue.real) ?? .text(text)
        case 17: self = .bytes(Self.bytes(hexadecimal: bytes))
        default: self = .text(text)
        }
    }

    /// `\x` and two digits a byte (`bytea_output = hex`, the server's default).
    private static func bytes(hexadecimal digits: UnsafeRawBufferPointer) -> [UInt8] {
        func nibble(_ digit: UInt8) -> UInt8 {
            digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
        }
        return stride(from: 2, to: digits.count - 1, by: 2).map { nibble(digits[$0]) << 4 | nibble(digits[$0 + 1]) }
    }
}
