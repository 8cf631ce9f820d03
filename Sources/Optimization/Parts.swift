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
        collect(usable, forest, Self.join(usable, forest))
    }

    /// Joins what pairs connect and counts them by node.
    private static func join(_ usable: borrowing Usable, _ forest: borrowing Forest) -> Buffer<Int32> {
        let needCount = usable.market.needCount
        let degrees = Buffer<Int32>(repeating: 0, count: needCount + usable.market.offerCount)
        for need in 0..<needCount {
            usable.forEach(of: need) { link, _ in
                degrees[need] += 1
                degrees[needCount + Int(link.object)] += 1
                forest.join(Int32(need), Int32(needCount) + link.object)
            }
        }
        return degrees
    }

    private mutating func collect(_ usable: borrowing Usable, _ forest: borrowing Forest, _ degrees: borrowing Buffer<Int32>) {
        let needCount = usable.market.needCount
        var numbers = [Int32](repeating: -1, count: degrees.count), sizes: [Size] = []
        for node in 0..<degrees.count where degrees[node] > 0 {
            let root = Int(forest.root(of: Int32(node)))
            if numbers[root] < 0 {
                numbers[root] = Int32(sizes.count)
                sizes.append(Size())
            }
            numbers[node] = numbers[root]
            sizes[Int(numbers[root])].add(node, Int(degrees[node]), usable)
        }
        let groups = Self.groups(sizes)
        var needs = Sorter(groups.count), offers = Sorter(groups.count)
        for node in 0..<degrees.count where degrees[node] > 0 {
            let group = groups.of[Int(numbers[node])]
            if node < needCount { needs.count(group) } else { offers.count(group) }
        }
        needs.begin()
        offers.begin()
        for node in 0..<degrees.count where degrees[node] > 0 {
            let group = groups.of[Int(numbers[node])]
            if node < needCount { needs.put(Int32(node), group) } else { offers.put(Int32(node - needCount), group) }
        }
        for group in 0..<groups.count {
            all.append(Part(needs: needs.items(of: group), offers: offers.items(of: group), needsBid: groups.needsBid[group]))
        }
    }

    private struct Size {
        var demand = 0
        var capacity = 0
        var pairs = 0
        /// How unevenly pairs fall on each side: the number of nodes, and the squares of what they have.
        private var needs = (count: 0.0, squares: 0.0)
        private var offers = (count: 0.0, squares: 0.0)

        mutating func add(_ node: Int, _ degree: Int, _ usable: borrowing Usable) {
            let needCount = usable.market.needCount, square = Double(degree * degree)
            if node < needCount {
                demand += usable.left.demands[node]
                pairs += degree
                needs = (needs.count + 1, needs.squares + square)
            } else {
                capacity += usable.left.capacities[node - needCount]
                offers = (offers.count + 1, offers.squares + square)
            }
        }

        /// The scarcer side bids; where neither is, the one with the more uneven choice: who has little is then served first.
        var needsBid: Bool {
            demand == capacity ? needs.count * needs.squares >= offers.count * offers.squares : demand < capacity
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

    func join(_ one: Int32, _ two: Int32) {
        let (first, second) = (root(of: one), root(of: two))
        if first < second { parents[second] = first } else { parents[first] = second }
    }
}
