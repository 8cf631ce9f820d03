/// All of a growing tree that the next leaf needs: the hashes of its complete parts, one for each bit of its size.
///
/// A leaf costs one hash of its own and, on average, one more; the root costs one for each bit of the size.
public struct MerkleEdge: Sendable, Hashable {
    public private(set) var size = 0
    /// The largest part first.
    private var peaks: [TreeHash] = []

    public init() {}

    /// Goes on with a tree of so many leaves.
    ///
    /// - Parameter hash: the hash of a complete part, asked for each of `Subtree.peaks(of: size)`.
    public init(size: Int, hash: (Subtree) throws -> TreeHash) rethrows {
        self.size = size
        peaks = try Subtree.peaks(of: size).map(hash)
    }

    /// Adds a leaf; gives the hash of every complete part that ends with it, the leaf itself first.
    @discardableResult
    public mutating func append(_ leaf: TreeHash) -> [TreeHash] {
        var ended = [leaf], hash = leaf
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = .node(peaks.removeLast(), hash)
            ended.append(hash)
        }
        peaks.append(hash)
        size += 1
        return ended
    }

    public var root: TreeHash {
        guard let last = peaks.last else { return .empty }
        return peaks.dropLast().reversed().reduce(last) { .node($1, $0) }
    }
}
