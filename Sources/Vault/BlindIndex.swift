import Storage

/// Stands for a value in an index without telling it: 64 bits of a keyed hash, as 16 hex digits.
///
/// Equal values have equal indexes, so how often a value occurs is visible: never for columns with few values.
public struct BlindIndex: SQLConvertible, Hashable, Sendable {
    let hex: String

    public var sqlValue: SQLValue { .text(hex) }
    /// As it is written, for what is bound to it outside a database.
    public var text: String { hex }
    public init(sqlValue: SQLValue) throws(StorageProblem) { hex = try String(sqlValue: sqlValue) }

    init(_ hash: some Sequence<UInt8>) {
        hex = Hex.written(hash.prefix(8))
    }
}

package enum Hex {
    package static func written(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
