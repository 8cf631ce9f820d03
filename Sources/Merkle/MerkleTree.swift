/// A tree of which the hashes of complete parts are stored somewhere; makes proofs from them.
///
/// A proof about a tree of n leaves asks for at most 2 · log2(n) + 1 hashes.
public struct MerkleTree {
    public let size: Int
    private let stored: (Subtree) throws -> TreeHash

    /// - Parameter stored: the hash of a complete part that lies within the tree.
    public init(size: Int, stored: @escaping (Subtree) throws -> TreeHash) { (self.size, self.stored) = (size, stored) }

    public func root() throws -> TreeHash { size == 0 ? .empty : try hash(of: 0..<size) }

    /// That the leaf with this number, 0 to `size` - 1, is in the tree (RFC 9162, section 2.1.3.1).
    public func inclusion(of index: Int) throws -> InclusionProof {
        precondition((0..<size).contains(index))
        var path: [TreeHash] = [], range = 0..<size
        while range.count > 1 {
            let middle = Self.middle(of: range), isLeft = index < middle
            path.append(try hash(of: isLeft ? middle..<range.upperBound : range.lowerBound..<middle))
            range = isLeft ? range.lowerBound..<middle : middle..<range.upperBound
        }
        return InclusionProof(index: index, size: size, path: path.reversed())
    }

    /// That the tree of the first `old` leaves, 0 to `size`, is the beginning of this one (RFC 9162, section 2.1.4.1).
    public func consistency(from old: Int) throws -> ConsistencyProof {
        precondition((0...size).contains(old))
        var path: [TreeHash] = [], range = 0..<size
        guard old > 0 else { return ConsistencyProof(old: old, size: size, path: []) }
        while range.upperBound != old {
            let middle = Self.middle(of: range), isLeft = old <= middle
            path.append(try hash(of: isLeft ? middle..<range.upperBound : range.lowerBound..<middle))
            range = isLeft ? range.lowerBound..<middle : middle..<range.upperBound
        }
        // Where the old tree is one complete part, its root is known to whoever asks.
        if range.lowerBound > 0 { path.append(try hash(of: range)) }
        return ConsistencyProof(old: old, size: size, path: path.reversed())
    }

    private func hash(of range: Range<Int>) throws -> TreeHash {
        guard range.count & (range.count - 1) != 0 else {
            let level = range.count.trailingZeroBitCount
            return try stored(Subtree(level: level, place: range.lowerBound >> level))
        }
        let middle = Self.middle(of: range)
        return .node(try hash(of: range.lowerBound..<middle), try hash(of: middle..<range.upperBound))
    }

    /// Splits at the largest power of two below the number of leaves.
    private static func middle(of range: Range<Int>) -> Int {
        range.lowerBound + 1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount)
    }
}
