/// What a search in a placement writes down; bidders and objects each have their own numbers.
struct PlacementSearch: ~Copyable {
    struct Label: BitwiseCopyable {
        var distance = 0
        var stamp: Int32 = 0
        /// The link by which this was reached, and the node at its other end.
        var link: Int32 = -1
        var from: Int32 = -1
    }

    var round: Int32 = 0
    let bidders: Buffer<Label>
    let objects: Buffer<Label>
    var reachedBidders = Buffer<Int32>()
    var reachedObjects = Buffer<Int32>()
    var heap = Heap<Int>()
    var best = 0
    var sink: Int32 = 0
    var sinkIsObject = false
    /// Links looked at since the beginning.
    var work = 0

    init(bidders: Int, objects: Int) {
        self.bidders = Buffer(repeating: Label(), count: bidders)
        self.objects = Buffer(repeating: Label(), count: objects)
    }

    mutating func begin() {
        round &+= 1
        heap.removeAll()
        reachedBidders.removeAll()
        reachedObjects.removeAll()
    }
}
