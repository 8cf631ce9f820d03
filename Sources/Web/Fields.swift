import Foundation
import Localization

/// The fields of a submitted form, or of a query, in the order they came; the person's input as they gave it.
public struct Fields: Sendable {
    public static let limit = 200
    public let all: [(name: String, value: String)]

    public init(_ all: [(name: String, value: String)] = []) { self.all = all }

    /// Takes fields as another reader found them, without control characters.
    init(cleaning all: [(name: String, value: String)]) { self.all = all.map { ($0.name, Self.cleaned($0.value)) } }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL, section 5.1); nil where there are more than `limit` fields.
    ///
    /// Bytes that are not UTF-8 become the replacement character; NUL and other control characters but tab and line ends are dropped.
    public init?(urlEncoded text: some StringProtocol) {
        let pairs = text.split(separator: "&", maxSplits: Self.limit, omittingEmptySubsequences: true)
        guard pairs.count <= Self.limit else { return nil }
        all = pairs.map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(halves[0]), halves.count > 1 ? Self.decoded(halves[1]) : "")
        }
    }

    /// The first value of a field, trimmed; empty where it is missing.
    public subscript(_ name: String) -> String {
        all.first { $0.name == name }?.value.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }

    /// The first value as it was typed, for passwords.
    public func untrimmed(_ name: String) -> String { all.first { $0.name == name }?.value ?? "" }

    public func values(_ name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }

    /// The same as a browser sends them, to be read by `init(urlEncoded:)`.
    var urlEncoded: String {
        all.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")) ?? ""
    }

    /// The same without those of these names.
    func without(_ names: Set<String>) -> Fields { Fields(all.filter { !names.contains($0.name) }) }

    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes = [UInt8]()
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
                    bytes.append(value)
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return cleaned(String(decoding: bytes, as: UTF8.self))
    }

    private static func cleaned(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !isDropped($0) }))
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9, 10, 13: false
        case 0..<32, 127: true
        default: false
        }
    }
}

/// What is wrong with one field, in a sentence.
public struct FieldProblem: Sendable, Hashable, Error {
    public let field: String
    public let message: Message
    public init(_ field: String, _ message: Message) { (self.field, self.message) = (field, message) }
    public static func == (a: Self, b: Self) -> Bool { a.field == b.field && a.message == b.message }
    public func hash(into hasher: inout Hasher) { hasher.combine(field) }
}
