@testable import Merkle
import Testing

@Suite struct TreeTests {
    /// The leaves and roots of the Certificate Transparency tests.
    private static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57), Array(0x60...0x6f),
    ]

    @Test(arguments: [
        (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ])
    func `the roots of the known leaves are the published ones`(_ count: Int, _ root: String) {
        var edge = MerkleEdge()
        for leaf in Self.leaves.prefix(count) { edge.append(.leaf(leaf)) }
        #expect(edge.root.hex == root)
    }

    @Test func `a tree that grows leaf by leaf has the root of the definition, at every size`() throws {
        for size in 0...200 {
            let tree = SampleTree(size)
            #expect(tree.edge.root == SampleTree.definition(tree.leaves) && tree.edge.size == size)
            #expect(try tree.stored().root() == tree.edge.root)
        }
    }

    @Test func `a tree taken up again at its edge goes on as if it had never stopped`() throws {
        let whole = SampleTree(200)
        for size in 0..<200 {
            var edge = try MerkleEdge(size: size) { try whole.hash(of: $0) }
            for leaf in whole.leaves[size...] { edge.append(leaf) }
            #expect(edge == whole.edge)
        }
    }

    @Test func `a changed, dropped, doubled or moved leaf gives another root`() {
        for size in [1, 2, 3, 7, 8, 9, 33] {
            let leaves = SampleTree(size).leaves, root = SampleTree.definition(leaves)
            for place in 0..<size {
                var changed = leaves, dropped = leaves, doubled = leaves, moved = leaves
                changed[place] = .leaf([0xff])
                dropped.remove(at: place)
                doubled.insert(leaves[place], at: place)
                #expect([changed, dropped, doubled].allSatisfy { SampleTree.definition($0) != root })
                for other in 0..<place {
                    moved = leaves
                    moved.swapAt(place, other)
                    #expect(SampleTree.definition(moved) != root)
                }
            }
        }
    }

    @Test func `a hash is read back from its digits, and from nothing else`() {
        let hash = TreeHash.leaf([1, 2, 3])
        #expect(TreeHash(hex: hash.hex) == hash && TreeHash(hash.bytes) == hash)
        #expect(TreeHash(hex: hash.hex.dropLast()) == nil && TreeHash(hex: hash.hex.dropLast() + "g") == nil && TreeHash([1]) == nil)
    }
}
