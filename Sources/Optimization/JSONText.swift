/// JSON with the line of every value, so that what is wrong can be pointed at (RFC 8259).
struct JSONText {
    indirect enum Value {
        case object([(name: String, value: JSONText)])
        case array([JSONText])
        case text(String)
        case number(String)
        case word(String)
    }

    let line: Int
    let value: Value

    static func parse(_ bytes: [UInt8]) throws(TextProblem) -> JSONText {
        var parser = JSONParser(bytes)
        return try parser.document()
    }

    func problem(_ fault: TextProblem.Fault) -> TextProblem {
        TextProblem(line: line, fault)
    }

    func field(_ name: String) throws(TextProblem) -> JSONText {
        guard case let .object(fields) = value else { throw problem(.wrongType("object")) }
        guard let found = fields.first(where: { $0.name == name }) else { throw problem(.missingField(name)) }
        return found.value
    }

    func items() throws(TextProblem) -> [JSONText] {
        guard case let .array(items) = value else { throw problem(.wrongType("array")) }
        return items
    }

    func string() throws(TextProblem) -> String {
        guard case let .text(text) = value else { throw problem(.wrongType("string")) }
        return text
    }

    func double() throws(TextProblem) -> Double {
        guard case let .number(digits) = value, let number = Double(digits), number.isFinite else {
            throw problem(.wrongType("number"))
        }
        return number
    }

    /// A whole number from zero up to what a capacity may be.
    func amount() throws(TextProblem) -> Int {
        guard case let .number(digits) = value, let number = Int(digits), number >= 0 else {
            throw problem(.wrongType("whole number from 0"))
        }
        guard number <= Bounds.units else { throw problem(.tooLarge) }
        return number
    }
}

private struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(TextProblem) -> JSONText {
        let value = try value()
        skipBlanks()
        guard position == bytes.count else { throw expected("the end") }
        return value
    }

    private func expected(_ what: String) -> TextProblem {
        TextProblem(line: line, position >= bytes.count ? .ended : .notJSON(expected: what))
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [32, 9, 10, 13].contains(bytes[position]) {
            if bytes[position] == 10 { line += 1 }
            position += 1
        }
    }

    private mutating func peek() throws(TextProblem) -> UInt8 {
        skipBlanks()
        guard position < bytes.count else { throw expected("a value") }
        return bytes[position]
    }

    private mutating func take(_ letter: Character) throws(TextProblem) {
        guard try peek() == letter.asciiValue else { throw expected("\(letter)") }
        position += 1
    }

    private mutating func value() throws(TextProblem) -> JSONText {
        let first = try peek(), start = line
        depth += 1
        defer { depth -= 1 }
        guard depth < 64 else { throw TextProblem(line: line, .tooLarge) }
        switch first {
        case UInt8(ascii: "{"): return JSONText(line: start, value: .object(try object()))
        case UInt8(ascii: "["): return JSONText(line: start, value: .array(try array()))
        case UInt8(ascii: "\""): return JSONText(line: start, value: .text(try string()))
        default: return JSONText(line: start, value: try plain())
        }
    }

    private mutating func object() throws(TextProblem) -> [(name: String, value: JSONText)] {
        var fields: [(name: String, value: JSONText)] = []
        try take("{")
        while try peek() != UInt8(ascii: "}") {
            if !fields.isEmpty { try take(",") }
            guard try peek() == UInt8(ascii: "\"") else { throw expected("a name") }
            let name = try string()
            if fields.contains(where: { $0.name == name }) { throw TextProblem(line: line, .duplicateName(name)) }
            try take(":")
            fields.append((name, try value()))
        }
        try take("}")
        return fields
    }

    private mutating func array() throws(TextProblem) -> [JSONText] {
        var items: [JSONText] = []
        try take("[")
        while try peek() != UInt8(ascii: "]") {
            if !items.isEmpty { try take(",") }
            items.append(try value())
        }
        try take("]")
        return items
    }

    private mutating func plain() throws(TextProblem) -> JSONText.Value {
        let start = position
        while position < bytes.count, bytes[position] > 32, !",]}:".utf8.contains(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if ["true", "false", "null"].contains(text) { return .word(text) }
        let isNumber = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) } && Double(text) != nil
        guard isNumber else {
            position = start
            throw expected("a value")
        }
        return .number(text)
    }

    private mutating func string() throws(TextProblem) -> String {
        position += 1
        var units: [UInt8] = []
        while true {
            guard position < bytes.count else { throw expected("\"") }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += try escape()
            case 0..<32: throw expected("\"")
            default: units.append(byte)
            }
        }
    }

    private mutating func escape() throws(TextProblem) -> [UInt8] {
        guard position < bytes.count else { throw expected("an escape") }
        let byte = bytes[position]
        position += 1
        let simple: [UInt8: UInt8] = [34: 34, 92: 92, 47: 47, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9]
        if let found = simple[byte] { return [found] }
        guard byte == UInt8(ascii: "u") else { throw expected("an escape") }
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code), position + 1 < bytes.count, bytes[position] == 92, bytes[position + 1] == 117 {
            position += 2
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw expected("an escape") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw expected("an escape") }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func hexadecimal() throws(TextProblem) -> UInt32 {
        guard position + 4 <= bytes.count,
              let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw expected("four hexadecimal digits") }
        position += 4
        return code
    }
}
