@testable import Merkle
import Testing

@Suite struct ProofTests {
    private let whole = SampleTree(200)

    @Test func `every leaf of every tree up to 200 leaves is shown to be in it`() throws {
        for size in 1...200 {
            let tree = whole.stored(upTo: size), root = try tree.root()
            for index in 0..<size {
                let proof = try tree.inclusion(of: index)
                #expect(proof.shows(whole.leaves[index], in: root))
                #expect(proof.path.count <= Int.bitWidth - (size - 1).leadingZeroBitCount)
            }
        }
    }

    @Test func `a proof of inclusion shows no other leaf, place, size or root`() throws {
        for size in [2, 3, 5, 8, 13, 64, 65] {
            let tree = whole.stored(upTo: size), root = try tree.root()
            for index in 0..<size {
                let proof = try tree.inclusion(of: index), leaf = whole.leaves[index]
                #expect(!proof.shows(whole.leaves[(index + 1) % size], in: root))
                #expect(!proof.shows(leaf, in: .leaf([1])))
                for other in 0..<size where other != index {
                    #expect(!InclusionProof(index: other, size: size, path: proof.path).shows(leaf, in: root))
                }
                for path in Self.spoilt(proof.path) { #expect(!InclusionProof(index: index, size: size, path: path).shows(leaf, in: root)) }
                #expect(!InclusionProof(index: size, size: size, path: proof.path).shows(leaf, in: root))
                #expect(!InclusionProof(index: -1, size: size, path: proof.path).shows(leaf, in: root))
            }
        }
    }

    @Test func `every tree up to 120 leaves is shown to begin with each smaller one`() throws {
        for size in 0...120 {
            let tree = whole.stored(upTo: size), root = try tree.root()
            for old in 0...size {
                #expect(try tree.consistency(from: old).shows(try whole.stored(upTo: old).root(), beginning: root))
            }
        }
    }

    @Test func `a proof of consistency shows no other beginning, end or path`() throws {
        for size in [2, 3, 6, 8, 21, 64, 65] {
            let tree = whole.stored(upTo: size), root = try tree.root()
            for old in 1..<size {
                let proof = try tree.consistency(from: old), earlier = try whole.stored(upTo: old).root()
                #expect(!proof.shows(.leaf([1]), beginning: root) && !proof.shows(earlier, beginning: .leaf([1])))
                #expect(!proof.shows(root, beginning: earlier))
                for path in Self.spoilt(proof.path) { #expect(!ConsistencyProof(old: old, size: size, path: path).shows(earlier, beginning: root)) }
            }
        }
    }

    @Test func `a log in which one old leaf was changed can't be shown to begin with what it was`() throws {
        for place in 0..<40 {
            var changed = whole.leaves.prefix(60).map { $0 }
            changed[place] = .leaf([0xff])
            let earlier = SampleTree.definition(Array(whole.leaves.prefix(40))), later = SampleTree.definition(changed)
            #expect(!(try whole.stored(upTo: 60).consistency(from: 40).shows(earlier, beginning: later)))
        }
    }

    /// A path with a hash changed, dropped, added, or two of them exchanged.
    private static func spoilt(_ path: [TreeHash]) -> [[TreeHash]] {
        var found = [path + [.leaf([2])], [.leaf([2])] + path]
        for place in path.indices {
            var changed = path, dropped = path
            changed[place] = .leaf([3])
            dropped.remove(at: place)
            found += [changed, dropped]
            if place > 0 {
                var swapped = path
                swapped.swapAt(place, place - 1)
                found.append(swapped)
            }
        }
        return found
    }
}
