/// That an older tree is the beginning of a later one: nothing in it was changed, dropped or moved since.
public struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the older tree has.
    public let old: Int
    public let size: Int
    public let path: [TreeHash]

    public init(old: Int, size: Int, path: [TreeHash]) { (self.old, self.size, self.path) = (old, size, path) }

    /// Whether the tree with the root `later` begins with the one with the root `earlier` (RFC 9162, section 2.1.4.2).
    public func shows(_ earlier: TreeHash, beginning later: TreeHash) -> Bool {
        guard old > 0, old < size else { return path.isEmpty && (old == size ? earlier == later : old == 0 && earlier == .empty) }
        var rest = old & (old - 1) == 0 ? [earlier] + path : path
        guard !rest.isEmpty else { return false }
        var place = old - 1, last = size - 1
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var first = rest.removeFirst(), second = first
        for beside in rest {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                (first, second) = (.node(beside, first), .node(beside, second))
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                second = .node(second, beside)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && first == earlier && second == later
    }
}
