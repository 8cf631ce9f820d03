import Storage

/// Bound values laid out as libpq wants them: text, and bytes in binary.
struct PostgresParameters {
    private var text = Text()
    private var places: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values {
            var isBinary = false, length = 0
            switch value {
            case .null: places.append(nil)
            case .text(let value): places.append(text.add(value))
            case .integer(let number): places.append(text.add("\(number)"))
            case .real(let number): places.append(text.add("\(number)"))
            case .boolean(let answer): places.append(text.add(answer ? "t" : "f"))
            case .bytes(let bytes):
                (isBinary, length) = (true, bytes.count)
                places.append(text.add(bytes))
            }
            lengths.append(Int32(length))
            formats.append(isBinary ? 1 : 0)
        }
    }

    typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>

    /// Hands over how many there are, their starts (nil for NULL), lengths and formats.
    func withPointers<R>(_ body: (Int32, Pointers?, [Int32], [Int32]) -> R) -> R {
        text.withPointers(at: places) { body(Int32(places.count), $0, lengths, formats) }
    }

    /// Strings one after another, each ended by a NUL.
    struct Text {
        private var bytes: [CChar] = []

        /// Answers where it starts.
        mutating func add(_ content: String) -> Int { add(content.utf8) }

        mutating func add(_ content: some Sequence<UInt8>) -> Int {
            let start = bytes.count
            bytes.append(contentsOf: content.lazy.map { CChar(bitPattern: $0) })
            bytes.append(0)
            return start
        }

        func withPointers<R>(at places: [Int?], _ body: (Pointers?) -> R) -> R {
            bytes.withUnsafeBufferPointer { buffer in
                let starts = places.map { place in place.flatMap { buffer.baseAddress?.advanced(by: $0) } }
                return starts.withUnsafeBufferPointer { body($0.baseAddress) }
            }
        }
    }
}
