/// The services that one term leads to, in the order of their numbers: all in one value, so that a search reads a few rows and not one for each service.
///
/// Four bytes each, the highest first: three of the number (1 to 16,777,215), one of the weight of the place where the term stands (0 to 255).
/// An inverted index as of Zobel and Moffat, "Inverted files for text search engines" (2006), section 3.
struct Postings: Sendable, Equatable {
    private(set) var bytes: [UInt8]

    init(bytes: [UInt8] = []) { self.bytes = bytes }

    var count: Int { bytes.count / 4 }
    /// The highest number, which stands last; 0 for none.
    var last: Int { count == 0 ? 0 : number(at: count - 1) }

    /// Adds a service; each has a higher number than the one before.
    mutating func add(_ number: Int, weight: Int) {
        for shift in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
        bytes.append(UInt8(clamping: weight))
    }

    func forEach(_ body: (_ number: Int, _ weight: Int) -> Void) {
        for place in 0..<count { body(number(at: place), Int(bytes[4 * place + 3])) }
    }

    private func number(at place: Int) -> Int {
        Int(bytes[4 * place]) << 16 | Int(bytes[4 * place + 1]) << 8 | Int(bytes[4 * place + 2])
    }
}
