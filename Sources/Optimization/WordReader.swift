/// Reads words and whole numbers from text, line by line, without copying it.
struct WordReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0
    private(set) var line = 1

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var length: Int { bytes.count }
    var isAtEnd: Bool { position >= bytes.count }

    /// The first letter of the next line that has one, and that line's number; nil at the end of the text.
    mutating func nextKey() -> UInt8? {
        skipBlanks(acrossLines: true)
        guard !isAtEnd else { return nil }
        return bytes[position]
    }

    mutating func skipLine() {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
    }

    /// Nil at the end of the line.
    mutating func word() -> String? {
        skipBlanks(acrossLines: false)
        let start = position
        while position < bytes.count, bytes[position] > 32 { position += 1 }
        return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// - Parameter acrossLines: whether the number may stand on a later line.
    mutating func number(acrossLines: Bool = false) throws(TextProblem) -> Int {
        skipBlanks(acrossLines: acrossLines)
        let start = position
        var magnitude = 0, isNegative = false
        if position < bytes.count, bytes[position] == 45 || bytes[position] == 43 {
            isNegative = bytes[position] == 45
            position += 1
        }
        let digits = position
        while position < bytes.count, bytes[position] &- 48 < 10 {
            magnitude = magnitude &* 10 &+ Int(bytes[position] &- 48)
            position += 1
        }
        let hasMore = position < bytes.count && bytes[position] > 32
        guard position > digits, position - digits <= 18, !hasMore else { throw badNumber(from: start, acrossLines) }
        return isNegative ? -magnitude : magnitude
    }

    mutating func endLine() throws(TextProblem) {
        if word() != nil { throw TextProblem(line: line, .tooManyWords) }
    }

    /// The numbers of a line as programs write them: a letter, then each number after blanks, then the end. Nil for any
    /// other line, which is then read word by word.
    mutating func plainLine(_ count: Int) -> SIMD8<Int>? {
        guard let base = bytes.baseAddress else { return nil }
        var numbers = SIMD8<Int>()
        let end = base + bytes.count
        var here = base + position + 1
        for index in 0..<count {
            guard here < end, here.pointee == 32 else { return nil }
            repeat { here += 1 } while here < end && here.pointee == 32
            let isNegative = here < end && here.pointee == 45
            if isNegative { here += 1 }
            let start = here
            var number = 0
            while here < end, here.pointee &- 48 < 10 {
                number = number &* 10 &+ Int(here.pointee &- 48)
                here += 1
            }
            guard here > start, here - start <= 18 else { return nil }
            numbers[index] = isNegative ? -number : number
        }
        guard here == end || here.pointee == 10 else { return nil }
        position = here - base
        return numbers
    }

    func problem(_ fault: TextProblem.Fault) -> TextProblem {
        TextProblem(line: line, fault)
    }

    private mutating func badNumber(from start: Int, _ acrossLines: Bool) -> TextProblem {
        position = start
        guard let text = word() else { return problem(isAtEnd && acrossLines ? .ended : .tooFewWords) }
        return problem(.notANumber(String(text.prefix(40))))
    }

    private mutating func skipBlanks(acrossLines: Bool) {
        while position < bytes.count, bytes[position] <= 32 {
            if bytes[position] == 10 {
                guard acrossLines else { return }
                line += 1
            }
            position += 1
        }
    }
}
