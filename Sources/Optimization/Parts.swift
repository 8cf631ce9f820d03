/// What hangs together in a market: needs and offers that no usable pair joins to others are solved on their own.
///
/// Towns rarely exchange volunteers, so a part is small, stays near the processor, and has its own scarcer side. Parts of
/// a few pairs with the same scarcer side go together.
struct Parts {
    struct Part {
        /// In rising order within what hangs together.
        let needs: ArraySlice<Int32>
        let offers: ArraySlice<Int32>
        let needsBid: Bool
    }

    private(set) var all: [Part] = []

    var bidderCount: Int { all.reduce(0) { $0 + ($1.needsBid ? $1.needs : $1.offers).count } }

    init(_ usable: borrowing Usable) {
        let forest = Forest(count: usable.market.needCount + usable.market.offerCount)
        let pairs = Self.join(usable, forest)
        collect(usable, forest, pairs)
    }

    /// Joins what pairs connect and counts the pairs of each need.
    private static func join(_ usable: borrowing Usable, _ forest: borrowing Forest) -> Buffer<Int32> {
        let shift = Int32(usable.market.needCount)
        let pairs = Buffer<Int32>(repeating: 0, count: usable.market.needCount)
        for need in 0..<usable.market.needCount {
            var root = forest.root(of: Int32(need)), count: Int32 = 0
            usable.forEach(of: need) { link, _ in
                root = forest.join(shift &+ link.object, into: root)
                count &+= 1
            }
            pairs[need] = count
        }
        return pairs
    }

    private mutating func collect(_ usable: borrowing Usable, _ forest: borrowing Forest, _ pairs: borrowing Buffer<Int32>) {
        let needCount = usable.market.needCount, count = needCount + usable.market.offerCount
        // By node: first the number of what hangs together, then the group; -1 where there is no pair.
        var numbers = [Int32](repeating: -1, count: count), sizes: [Size] = []
        for need in 0..<needCount where pairs[need] > 0 {
            let root = Int(forest.root(of: Int32(need)))
            if numbers[root] < 0 {
                numbers[root] = Int32(sizes.count)
                sizes.append(Size())
            }
            numbers[need] = numbers[root]
            sizes[Int(numbers[root])].add(demand: usable.left.demands[need], pairs: Int(pairs[need]))
        }
        for offer in needCount..<count {
            // The least node stands for its set, so an offer with pairs never stands for its own.
            let root = Int(forest.root(of: Int32(offer)))
            guard root != offer else { continue }
            numbers[offer] = numbers[root]
            sizes[Int(numbers[root])].add(capacity: usable.left.capacities[offer - needCount])
        }
        if sizes.contains(where: \.isBalanced) { Self.countByOffer(usable, numbers, &sizes) }
        let groups = Self.groups(sizes)
        var needs = Sorter(groups.count), offers = Sorter(groups.count)
        for node in 0..<count where numbers[node] >= 0 {
            numbers[node] = Int32(groups.of[Int(numbers[node])])
            if node < needCount { needs.count(Int(numbers[node])) } else { offers.count(Int(numbers[node])) }
        }
        needs.begin()
        offers.begin()
        for node in 0..<count where numbers[node] >= 0 {
            if node < needCount { needs.put(Int32(node), Int(numbers[node])) } else { offers.put(Int32(node - needCount), Int(numbers[node])) }
        }
        for group in 0..<groups.count {
            all.append(Part(needs: needs.items(of: group), offers: offers.items(of: group), needsBid: groups.needsBid[group]))
        }
    }

    private static func countByOffer(_ usable: borrowing Usable, _ numbers: [Int32], _ sizes: inout [Size]) {
        let needCount = usable.market.needCount
        let degrees = Buffer<Int32>(repeating: 0, count: usable.market.offerCount)
        for need in 0..<needCount { usable.forEach(of: need) { link, _ in degrees[link.object] += 1 } }
        for offer in 0..<degrees.count where degrees[offer] > 0 { sizes[Int(numbers[needCount + offer])].add(offerPairs: Int(degrees[offer])) }
    }

    private struct Size {
        private var demand = 0
        private var capacity = 0
        private(set) var pairs = 0
        /// How unevenly pairs fall on each side: the number of nodes, and the squares of what they have.
        private var needs = (count: 0.0, squares: 0.0)
        private var offers = (count: 0.0, squares: 0.0)

        var isBalanced: Bool { demand == capacity }

        mutating func add(demand units: Int, pairs degree: Int) {
            demand += units
            pairs += degree
            needs = (needs.count + 1, needs.squares + Double(degree * degree))
        }

        mutating func add(capacity units: Int) {
            capacity += units
        }

        mutating func add(offerPairs degree: Int) {
            offers = (offers.count + 1, offers.squares + Double(degree * degree))
        }

        /// The scarcer side bids; where neither is, the one with the more uneven choice: who has little is then served first.
        var needsBid: Bool {
            isBalanced ? needs.count * needs.squares >= offers.count * offers.squares : demand < capacity
        }
    }

    /// Which group each part goes to; small ones with the same scarcer side share one.
    private static func groups(_ sizes: [Size]) -> (of: [Int], needsBid: [Bool], count: Int) {
        let enough = 4096
        var of: [Int] = [], needsBid: [Bool] = [], open: [Bool: (group: Int, pairs: Int)] = [:]
        for size in sizes {
            let side = size.needsBid
            if let shared = open[side], shared.pairs + size.pairs <= enough {
                of.append(shared.group)
                open[side] = (shared.group, shared.pairs + size.pairs)
            } else {
                of.append(needsBid.count)
                if size.pairs < enough { open[side] = (needsBid.count, size.pairs) }
                needsBid.append(side)
            }
        }
        return (of, needsBid, needsBid.count)
    }
}

/// Items by group, in the order in which they are put (a counting sort).
private struct Sorter {
    private var starts: [Int]
    private var next: [Int] = []
    private var items: [Int32] = []

    init(_ groups: Int) {
        starts = Array(repeating: 0, count: groups + 1)
    }

    mutating func count(_ group: Int) {
        starts[group + 1] += 1
    }

    mutating func begin() {
        for group in starts.indices.dropFirst() { starts[group] += starts[group - 1] }
        next = starts
        items = Array(repeating: 0, count: starts[starts.count - 1])
    }

    mutating func put(_ item: Int32, _ group: Int) {
        items[next[group]] = item
        next[group] += 1
    }

    func items(of group: Int) -> ArraySlice<Int32> {
        items[starts[group]..<starts[group + 1]]
    }
}

/// Sets of nodes that grow together (Galler and Fischer 1964, with paths halved on the way); the least node stands for its set.
private struct Forest: ~Copyable {
    private let parents: Buffer<Int32>

    init(count: Int) {
        var parents = Buffer<Int32>(room: count)
        for node in 0..<Int32(count) { parents.append(node) }
        self.parents = parents
    }

    func root(of node: Int32) -> Int32 {
        var node = node
        while parents[node] != node {
            let above = parents[parents[node]]
            parents[node] = above
            node = above
        }
        return node
    }

    /// Joins a node to the set for which `root` stands, and returns what then stands for both.
    @inline(__always)
    func join(_ node: Int32, into root: Int32) -> Int32 {
        if parents[node] == root { return root }
        let other = self.root(of: node)
        if other == root { return root }
        parents[max(other, root)] = min(other, root)
        return min(other, root)
    }
}
