/// Lines of words and whole numbers, handed on in large pieces.
public struct LineWriter: ~Copyable {
    private var bytes: [UInt8] = []
    private let handOn: (UnsafeRawBufferPointer) -> Void

    public init(_ handOn: @escaping (UnsafeRawBufferPointer) -> Void) {
        self.handOn = handOn
        bytes.reserveCapacity(1 << 16)
    }

    mutating func line(_ text: String) {
        bytes += text.utf8
        bytes.append(10)
        if bytes.count > 60_000 { flush() }
    }

    /// A letter and some numbers at least zero.
    mutating func line(_ key: Character, _ numbers: Int...) {
        bytes += String(key).utf8
        for number in numbers { append(UInt(number)) }
        bytes.append(10)
        if bytes.count > 60_000 { flush() }
    }

    private mutating func append(_ number: UInt) {
        bytes.append(32)
        let first = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest % 10) + 48)
            rest /= 10
        } while rest > 0
        bytes[first...].reverse()
    }

    public mutating func flush() {
        bytes.withUnsafeBytes { handOn($0) }
        bytes.removeAll(keepingCapacity: true)
    }
}
