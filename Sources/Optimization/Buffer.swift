/// Memory of simple values that grows and is freed with its owner; bounds are checked in debug builds only.
struct Buffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count: Int
    private var room: Int

    init(repeating value: Element, count: Int) {
        self.init(room: count)
        base.initialize(repeating: value, count: count)
        self.count = count
    }

    init(room: Int = 0) {
        self.room = max(1, room)
        base = .allocate(capacity: self.room)
        count = 0
    }

    deinit {
        base.deallocate()
    }

    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        nonmutating set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    subscript(index: Int32) -> Element {
        get { self[Int(index)] }
        nonmutating set { self[Int(index)] = newValue }
    }

    mutating func append(_ value: Element) {
        if count == room { grow() }
        (base + count).initialize(to: value)
        count += 1
    }

    /// Appends where there is known to be room.
    @inline(__always)
    mutating func put(_ value: Element) {
        assert(count < room)
        (base + count).initialize(to: value)
        count += 1
    }

    mutating func append(repeating value: Element, count more: Int) {
        for _ in 0..<more { append(value) }
    }

    /// Appends a copy of this much memory, and returns where it stands.
    mutating func append(from values: UnsafePointer<Element>, count more: Int) -> UnsafeMutablePointer<Element> {
        while count + more > room { grow() }
        let start = base + count
        start.initialize(from: values, count: more)
        count += more
        return start
    }

    mutating func removeLast() -> Element {
        count -= 1
        return base[count]
    }

    mutating func removeAll() {
        count = 0
    }

    mutating func truncate(to shorter: Int) {
        count = min(count, shorter)
    }

    /// Makes room for so many; what was there is lost when there was less.
    mutating func reserve(_ needed: Int) {
        guard needed > room else { return }
        base.deallocate()
        (room, count) = (needed + needed / 8, 0)
        base = .allocate(capacity: room)
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: room * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        room *= 2
    }
}

extension Buffer {
    init(_ values: some Collection<Element>) {
        self.init(room: values.count)
        for value in values { append(value) }
    }
}
