/// The parts of a `multipart/form-data` body (RFC 7578): fields as text, files as bytes.
public struct Multipart: Sendable {
    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }
    public private(set) var fields: [(name: String, value: String)] = []
    public private(set) var files: [String: File] = [:]
    private static let mostParts = 50

    /// Nil where the body is not such a form, or has more than fifty parts.
    public init?(_ body: [UInt8], contentType: String) {
        guard let boundary = Self.parameter("boundary", in: contentType), (1...70).contains(boundary.utf8.count) else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter has no line end before it; with one put there, all are alike.
        let text = [13, 10] + body
        var places: [Int] = [], from = 0
        while let place = Self.find(delimiter, in: text, from: from) {
            places.append(place)
            from = place + delimiter.count
            guard places.count <= Self.mostParts + 1 else { return nil }
        }
        guard places.count >= 2 else { return nil }
        for (start, end) in zip(places, places.dropFirst()) {
            guard add(text[(start + delimiter.count)..<end]) else { return nil }
        }
    }

    /// One part: headers, an empty line, the content.
    private mutating func add(_ part: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(part)
        guard let gap = Self.find([13, 10, 13, 10], in: bytes, from: 0) else { return false }
        let headers = String(decoding: bytes[..<gap], as: UTF8.self)
        guard let line = headers.split(whereSeparator: \.isNewline).first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
              let name = Self.parameter("name", in: String(line)) else { return false }
        let content = Array(bytes[(gap + 4)...])
        if let file = Self.parameter("filename", in: String(line)) {
            if !file.isEmpty { files[name] = File(name: String(file.suffix(100)), bytes: content) }
        } else {
            fields.append((name, String(decoding: content, as: UTF8.self)))
        }
        return true
    }

    /// The value of `name=value` or `name="value"` behind a semicolon.
    private static func parameter(_ name: String, in line: String) -> String? {
        for piece in line.split(separator: ";").dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, halves[0].filter({ $0 != " " }).lowercased() == name else { continue }
            return halves[1].trimmingPrefix(" ").filter { $0 != "\"" }
        }
        return nil
    }

    private static func find(_ needle: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard text.count >= needle.count, let first = needle.first else { return nil }
        var place = start
        while place <= text.count - needle.count {
            guard let next = text[place...].firstIndex(of: first), next <= text.count - needle.count else { return nil }
            if text[next..<(next + needle.count)].elementsEqual(needle) { return next }
            place = next + 1
        }
        return nil
    }
}
