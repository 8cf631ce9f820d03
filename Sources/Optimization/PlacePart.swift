/// Some places, some of the families that are there or nowhere, and what they lose now.
struct PlacePart: ~Copyable {
    /// The most places of a part.
    static let most = 8
    private let market: SizedMarket
    private let order: Buffer<Int32>
    /// By place: where it stands in the part, or -1.
    let seats: Buffer<Int32>
    private(set) var places: [Int] = []
    private(set) var families: [Int32] = []
    /// By seat and dimension: what is left when those families are gone.
    private var emptied: [Int] = []
    /// What families lose, and room that is not used; and what they are worth.
    private(set) var loss = 0
    private(set) var worth = 0
    /// The ways that each family may go, those that lose least first: an option, or -1 for one that waits.
    private(set) var ways = Buffer<Int32>()
    private(set) var losses = Buffer<Int>()
    private var choices: [Choice] = []
    /// The options of families that have one way left, or -1, and what those lose and are worth.
    private(set) var settled: [Int32] = []
    private(set) var settledLoss = 0
    private(set) var settledWorth = 0
    /// The families that have a choice, in two halves of about as many ways, and the least that each half loses.
    private(set) var halves: [[Choice]] = [[], []]
    private(set) var leastLosses = [0, 0]
    /// By seat and dimension: what is left for those that have a choice.
    private(set) var room: [Int] = []

    /// The ways of a family, as a window.
    struct Choice {
        let start: Int
        var count: Int
        /// What the second way loses more than the first.
        var regret = 0
    }

    init(_ market: SizedMarket) {
        self.market = market
        order = Buffer((0..<market.capacities.count).map { Int32($0) })
        seats = Buffer(repeating: -1, count: market.capacities.count)
    }

    /// Draws places by chance until this many families are there, and some more unless they are emptied whole.
    mutating func draw(families wanted: Int, isWhole: Bool, guests: borrowing Buffer<Int>, _ chance: inout Chance) {
        for place in places { seats[place] = -1 }
        places.removeAll(keepingCapacity: true)
        let most = min(Self.most, order.count)
        var found = 0
        while places.count < most, places.count < 2 || found < wanted || (!isWhole && chance.below(2) == 0) {
            let number = places.count, other = number + chance.below(order.count - number), place = order[other]
            order[other] = order[number]
            order[number] = place
            seats[place] = Int32(number)
            places.append(Int(place))
            found += guests[place]
        }
    }

    /// Frees this many of the families at the places by chance; the others stay.
    mutating func gather(
        _ wanted: Int, _ table: borrowing LossTable, _ chosen: borrowing Buffer<Int32>, _ left: borrowing Buffer<Int>,
        _ chance: inout Chance
    ) {
        families = (0..<Int32(chosen.count)).filter { chosen[$0] < 0 || seats[table.placeOf[chosen[$0]]] >= 0 }
        while families.count > wanted { families.swapRemove(at: chance.below(families.count)) }
        emptied = places.flatMap { place in (0..<table.dimensions).map { left[place * table.dimensions + $0] } }
        (loss, worth) = (0, 0)
        for seat in places.indices {
            for dimension in 0..<table.dimensions {
                loss += table.prices[places[seat] * table.dimensions + dimension] * emptied[seat * table.dimensions + dimension]
            }
        }
        ways.removeAll()
        losses.removeAll()
        choices.removeAll(keepingCapacity: true)
        for family in families {
            free(Int(family), chosen[family], table)
            choices.append(choice(Int(family), table))
        }
    }

    private mutating func choice(_ family: Int, _ table: borrowing LossTable) -> Choice {
        let start = ways.count, waiting = table.waiting[family]
        var hasWaited = false
        for rank in market.starts[family]..<market.starts[family + 1] {
            let option = table.ranked[rank], loss = table.losses[option]
            guard seats[table.placeOf[option]] >= 0 else { continue }
            if !hasWaited, waiting < loss {
                add(-1, waiting)
                hasWaited = true
            }
            add(option, loss)
        }
        if !hasWaited { add(-1, waiting) }
        return Choice(start: start, count: ways.count - start, regret: ways.count - start > 1 ? losses[start + 1] - losses[start] : 0)
    }

    private mutating func add(_ way: Int32, _ loss: Int) {
        ways.append(way)
        losses.append(loss)
    }

    private mutating func free(_ family: Int, _ option: Int32, _ table: borrowing LossTable) {
        loss += table.loss(family, option)
        guard option >= 0 else { return }
        worth += table.worths[option]
        let first = Int(seats[table.placeOf[option]]) * table.dimensions
        for dimension in 0..<table.dimensions { emptied[first + dimension] += table.size(option, dimension) }
    }

    /// Keeps the ways that can be part of one that loses no more than this; false when there is none.
    mutating func restrict(
        to budget: Int, _ table: borrowing LossTable, _ chance: inout Chance
    ) -> Bool {
        let free = choices.reduce(budget) { $0 - losses[$1.start] }
        guard free >= 0 else { return false }
        settled.removeAll(keepingCapacity: true)
        (settledLoss, settledWorth) = (0, 0)
        room = emptied
        var open: [Choice] = []
        for choice in choices {
            var count = choice.count
            while count > 1, losses[choice.start + count - 1] - losses[choice.start] > free { count -= 1 }
            if count > 1 { open.append(Choice(start: choice.start, count: count, regret: choice.regret)) } else { settle(choice, table) }
        }
        guard room.allSatisfy({ $0 >= 0 }) else { return false }
        split(&open, &chance)
        return true
    }

    private mutating func settle(_ choice: Choice, _ table: borrowing LossTable) {
        let option = ways[choice.start]
        settled.append(option)
        settledLoss += losses[choice.start]
        guard option >= 0 else { return }
        settledWorth += table.worths[option]
        let first = Int(seats[table.placeOf[option]]) * table.dimensions
        for dimension in 0..<table.dimensions { room[first + dimension] -= table.size(option, dimension) }
    }

    /// By chance into two halves of about as many ways; in each, those first that have most to lose.
    private mutating func split(_ open: inout [Choice], _ chance: inout Chance) {
        var counts = [0, 0]
        for index in open.indices.reversed() { open.swapAt(index, chance.below(index + 1)) }
        for half in 0...1 { halves[half].removeAll(keepingCapacity: true) }
        leastLosses = [0, 0]
        for choice in open {
            let half = counts[0] <= counts[1] ? 0 : 1
            counts[half] += choice.count - 1
            halves[half].append(choice)
            leastLosses[half] += losses[choice.start]
        }
        for half in 0...1 { halves[half].sort { ($1.regret, $0.start) < ($0.regret, $1.start) } }
    }
}

extension Array {
    /// Removes an element and puts the last one where it was.
    fileprivate mutating func swapRemove(at index: Int) {
        swapAt(index, count - 1)
        removeLast()
    }
}
