extension Array {
    /// The elements in pieces of at most so many, 1 or more: a statement takes only so many values.
    package func chunked(by size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
