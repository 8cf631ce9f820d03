/// That a leaf is in a tree: the hashes beside the way from the leaf up to the root.
public struct InclusionProof: Sendable, Hashable {
    /// Counted from 0.
    public let index: Int
    public let size: Int
    public let path: [TreeHash]

    public init(index: Int, size: Int, path: [TreeHash]) { (self.index, self.size, self.path) = (index, size, path) }

    /// Whether the tree with this root holds this leaf at this place (RFC 9162, section 2.1.3.2).
    public func shows(_ leaf: TreeHash, in root: TreeHash) -> Bool {
        guard index >= 0, index < size else { return false }
        var place = index, last = size - 1, hash = leaf
        for beside in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = .node(beside, hash)
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = .node(hash, beside)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }
}
