/// A value of CBOR (RFC 8949) as far as a passkey is written in it: whole numbers, bytes, text, lists, maps and three
/// simple values; each with its length in front, nested four deep at most.
public enum CBOR: Hashable, Sendable {
    case number(Int)
    case bytes([UInt8])
    case text(String)
    case list([CBOR])
    case map([CBOR: CBOR])
    case truth(Bool)
    case null

    /// The one value that these bytes are; nil where they are none, or more than one.
    public init?(_ bytes: [UInt8]) {
        var reader = CBORReader(bytes[...])
        guard let value = reader.value(), reader.rest.isEmpty else { return nil }
        self = value
    }

    /// The value that the bytes begin with, and what follows it; nil where they begin with none.
    public static func first(of bytes: ArraySlice<UInt8>) -> (value: CBOR, rest: ArraySlice<UInt8>)? {
        var reader = CBORReader(bytes)
        return reader.value().map { ($0, reader.rest) }
    }

    /// What a map holds under a text; nil for anything that is no map.
    public subscript(_ key: String) -> CBOR? { self[.text(key)] }

    /// What a map holds under a number.
    public subscript(_ key: Int) -> CBOR? { self[.number(key)] }

    private subscript(_ key: CBOR) -> CBOR? { if case .map(let entries) = self { entries[key] } else { nil } }

    var asNumber: Int? { if case .number(let number) = self { number } else { nil } }
    var asBytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
    var asText: String? { if case .text(let text) = self { text } else { nil } }
}

/// Reads one value after another; what is read is gone from `rest`.
struct CBORReader {
    private(set) var rest: ArraySlice<UInt8>
    private static let deepest = 4

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// - Parameter depth: how many lists and maps stand around it.
    mutating func value(depth: Int = 0) -> CBOR? {
        guard let head = rest.popFirst(), let argument = argument(head & 31) else { return nil }
        switch head >> 5 {
        case 0: return .number(argument)
        case 1: return .number(-1 - argument)
        case 2: return take(argument).map { .bytes(Array($0)) }
        case 3: return take(argument).flatMap { String(validating: $0, as: UTF8.self) }.map(CBOR.text)
        case 4: return depth < Self.deepest ? list(of: argument, depth) : nil
        case 5: return depth < Self.deepest ? map(of: argument, depth) : nil
        case 7: return simple(head & 31)
        default: return nil
        }
    }

    /// What follows the first byte as its number or length; nil for a length that is left open, and above 2^63.
    private mutating func argument(_ short: UInt8) -> Int? {
        switch short {
        case 0..<24: return Int(short)
        case 24...27:
            guard let bytes = take(1 << Int(short - 24)) else { return nil }
            return Int(exactly: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        default: return nil
        }
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    /// Each value takes a byte at least: a longer list than there are bytes is none, and no memory is set aside for it.
    private mutating func list(of count: Int, _ depth: Int) -> CBOR? {
        guard count <= rest.count else { return nil }
        var values: [CBOR] = []
        for _ in 0..<count {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        }
        return .list(values)
    }

    /// A key that stands twice would mean one thing to us and another to someone else.
    private mutating func map(of count: Int, _ depth: Int) -> CBOR? {
        guard count <= rest.count / 2 else { return nil }
        var entries: [CBOR: CBOR] = [:]
        for _ in 0..<count {
            guard let key = value(depth: depth + 1), let value = value(depth: depth + 1), entries.updateValue(value, forKey: key) == nil else { return nil }
        }
        return .map(entries)
    }

    private func simple(_ short: UInt8) -> CBOR? {
        switch short {
        case 20: .truth(false)
        case 21: .truth(true)
        case 22: .null
        default: nil
        }
    }
}
