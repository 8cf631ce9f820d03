@testable import Merkle

/// A tree of so many different leaves with the hashes of all its complete parts.
struct SampleTree {
    let leaves: [TreeHash]
    private(set) var edge = MerkleEdge()
    private var parts: [Subtree: TreeHash] = [:]

    init(_ size: Int) {
        leaves = (0..<size).map { .leaf(Array("leaf \($0)".utf8)) }
        for (place, leaf) in leaves.enumerated() {
            for (level, hash) in edge.append(leaf).enumerated() { parts[Subtree(level: level, place: place >> level)] = hash }
        }
    }

    struct Unknown: Error {}
    func hash(of part: Subtree) throws -> TreeHash {
        guard let hash = parts[part] else { throw Unknown() }
        return hash
    }

    func stored() -> MerkleTree { stored(upTo: leaves.count) }
    func stored(upTo size: Int) -> MerkleTree { MerkleTree(size: size) { try hash(of: $0) } }

    /// The root as RFC 9162, section 2.1.1, defines it.
    static func definition(_ leaves: [TreeHash]) -> TreeHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return .node(definition(Array(leaves[..<half])), definition(Array(leaves[half...])))
    }
}
