/// A four-ary heap of nodes by key, least first; a node may be in it more than once.
struct Heap<Key: Worth>: ~Copyable {
    struct Entry: BitwiseCopyable {
        let key: Key
        let node: Int32
    }

    private var entries = Buffer<Entry>()

    var isEmpty: Bool { entries.count == 0 }
    var least: Entry { entries[0] }

    mutating func removeAll() {
        entries.removeAll()
    }

    mutating func push(_ key: Key, _ node: Int32) {
        let new = Entry(key: key, node: node)
        entries.append(new)
        var hole = entries.count - 1
        while hole > 0 {
            let parent = (hole - 1) / 4
            if Self.precedes(entries[parent], new) { break }
            entries[hole] = entries[parent]
            hole = parent
        }
        entries[hole] = new
    }

    mutating func pop() -> Entry {
        let first = entries[0]
        let last = entries.removeLast()
        if entries.count > 0 { sink(last) }
        return first
    }

    /// Gives the least entry's node another key.
    mutating func replaceLeast(_ key: Key, _ node: Int32) {
        sink(Entry(key: key, node: node))
    }

    private func sink(_ entry: Entry) {
        var hole = 0
        while true {
            let first = hole * 4 + 1
            guard first < entries.count else { break }
            var best = first
            var child = first + 1
            let end = min(first + 4, entries.count)
            while child < end {
                if Self.precedes(entries[child], entries[best]) { best = child }
                child += 1
            }
            if Self.precedes(entry, entries[best]) { break }
            entries[hole] = entries[best]
            hole = best
        }
        entries[hole] = entry
    }

    /// Equal keys go by node, so that the order never depends on the way a heap was filled.
    @inline(__always)
    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        left.key < right.key || (left.key == right.key && left.node <= right.node)
    }
}
