/// Every way to have used some of what is left at a place, as one cell each, in a row.
///
/// The dimension of which most is left runs along the lines of the grid, so that many cells of one line are worked on at a time.
struct RoomGrid: ~Copyable {
    private let dimensions: Int
    private(set) var lines = 0
    private(set) var width = 0
    /// The dimension along a line.
    private var along = 0
    /// By dimension: by how many cells a unit of it moves.
    private let strides: Buffer<Int>
    /// By line and dimension: how many units of it a line stands for; zero for the one along it.
    private var units = Buffer<Int32>()

    init(dimensions: Int) {
        self.dimensions = dimensions
        strides = Buffer(repeating: 0, count: dimensions)
    }

    var count: Int { lines * width }

    mutating func shape(_ left: [Int]) {
        along = left.indices.max { left[$0] < left[$1] } ?? 0
        (width, lines) = (left[along] + 1, 1)
        strides[along] = 1
        for dimension in left.indices where dimension != along {
            strides[dimension] = lines * width
            lines *= left[dimension] + 1
        }
        units.removeAll()
        units.append(repeating: 0, count: left.count)
        for line in 1..<max(1, lines) { appendLine(after: (line - 1) * left.count, left) }
    }

    /// The units of the line after one, counted up like the wheels of a meter.
    private mutating func appendLine(after before: Int, _ left: [Int]) {
        var carries = true
        for dimension in left.indices {
            let unit = units[before + dimension]
            guard carries, dimension != along else {
                units.append(unit)
                continue
            }
            carries = Int(unit) == left[dimension]
            units.append(carries ? 0 : unit + 1)
        }
    }

    /// By how many cells these sizes move.
    func offset(_ sizes: UnsafePointer<Int32>) -> Int {
        var offset = 0
        for dimension in 0..<dimensions { offset += Int(sizes[dimension]) * strides[dimension] }
        return offset
    }

    /// Units along a line.
    func length(_ sizes: UnsafePointer<Int32>) -> Int { Int(sizes[along]) }

    /// Whether a line stands for at least these sizes, the one along it aside.
    func covers(_ line: Int, _ sizes: UnsafePointer<Int32>) -> Bool {
        let units = units.base + line * dimensions
        for dimension in 0..<dimensions where dimension != along && units[dimension] < sizes[dimension] { return false }
        return true
    }

    /// Whether a line stands for no more than what these sizes leave of everything.
    func isWithin(_ line: Int, _ left: [Int], less sizes: UnsafePointer<Int32>?) -> Bool {
        let units = units.base + line * dimensions
        for dimension in 0..<dimensions where dimension != along && Int(units[dimension]) > left[dimension] - Int(sizes?[dimension] ?? 0) { return false }
        return true
    }
}
