/// Some places, the families that are there or nowhere, and what they lose now.
struct PlacePart: ~Copyable {
    /// The most places of a part.
    static let most = 8
    private let market: SizedMarket
    private let order: Buffer<Int32>
    /// By place: where it stands in the part, or -1.
    let seats: Buffer<Int32>
    private(set) var places: [Int] = []
    private(set) var families: [Int32] = []
    /// What families lose, and room that is not used; and what they are worth.
    private(set) var loss = 0
    private(set) var worth = 0
    /// The options of families that have one way left, or -1 for one that must wait, and what those lose and are worth.
    private(set) var settled: [Int32] = []
    private(set) var settledLoss = 0
    private(set) var settledWorth = 0
    /// The families that have a choice, in two halves of about as many ways, and the least that each half loses.
    private(set) var halves: [[Choice]] = [[], []]
    private(set) var leastLosses = [0, 0]
    /// By seat and dimension: what is left for those that have a choice.
    private(set) var room: [Int] = []

    /// A family and the ways that it may go, those that lose least first.
    struct Choice {
        let family: Int
        var options: [Int32]
        var losses: [Int]
        /// What the second way loses more than the first.
        var regret: Int { losses[1] - losses[0] }
    }

    init(_ market: SizedMarket) {
        self.market = market
        order = Buffer((0..<market.capacities.count).map { Int32($0) })
        seats = Buffer(repeating: -1, count: market.capacities.count)
    }

    mutating func draw(_ count: Int, _ chance: inout Chance) {
        for place in places { seats[place] = -1 }
        places.removeAll(keepingCapacity: true)
        for number in 0..<count {
            let other = number + chance.below(order.count - number), place = order[other]
            order[other] = order[number]
            order[number] = place
            seats[place] = Int32(number)
            places.append(Int(place))
        }
    }

    mutating func gather(
        _ table: borrowing LossTable, _ chosen: borrowing Buffer<Int32>, _ left: borrowing Buffer<Int>, _ placeOf: borrowing Buffer<Int32>
    ) {
        families.removeAll(keepingCapacity: true)
        (loss, worth) = (0, 0)
        for family in 0..<chosen.count {
            let option = chosen[family]
            guard option < 0 || seats[placeOf[option]] >= 0 else { continue }
            families.append(Int32(family))
            loss += table.loss(family, option)
            if option >= 0 { worth += table.worths[option] }
        }
        for place in places {
            for index in place * table.dimensions..<(place + 1) * table.dimensions { loss += table.prices[index] * left[index] }
        }
    }

    /// Keeps the ways that can be part of one that loses no more than this; false when there is none.
    mutating func restrict(
        to budget: Int, _ table: borrowing LossTable, _ placeOf: borrowing Buffer<Int32>, _ chance: inout Chance
    ) -> Bool {
        var choices = families.map { choice(Int($0), table, placeOf) }
        let least = choices.reduce(0) { $0 + $1.losses[0] }
        guard least <= budget else { return false }
        settled.removeAll(keepingCapacity: true)
        (settledLoss, settledWorth) = (0, 0)
        room = places.flatMap { market.capacities[$0] }
        var open: [Choice] = []
        for index in choices.indices {
            while choices[index].losses.count > 1, choices[index].losses[choices[index].losses.count - 1] - choices[index].losses[0] > budget - least {
                choices[index].losses.removeLast()
                choices[index].options.removeLast()
            }
            if choices[index].options.count > 1 { open.append(choices[index]) } else { settle(choices[index], table, placeOf) }
        }
        guard room.allSatisfy({ $0 >= 0 }) else { return false }
        split(open, &chance)
        return true
    }

    private func choice(_ family: Int, _ table: borrowing LossTable, _ placeOf: borrowing Buffer<Int32>) -> Choice {
        var ways: [(loss: Int, option: Int32)] = [(table.waiting[family], -1)]
        for option in market.starts[family]..<market.starts[family + 1] where seats[placeOf[option]] >= 0 {
            ways.append((table.losses[option], Int32(option)))
        }
        ways.sort { ($0.loss, $0.option) < ($1.loss, $1.option) }
        return Choice(family: family, options: ways.map(\.option), losses: ways.map(\.loss))
    }

    private mutating func settle(_ choice: Choice, _ table: borrowing LossTable, _ placeOf: borrowing Buffer<Int32>) {
        let option = choice.options[0]
        settled.append(option)
        settledLoss += choice.losses[0]
        guard option >= 0 else { return }
        settledWorth += table.worths[option]
        let first = Int(seats[placeOf[option]]) * table.dimensions
        for dimension in 0..<table.dimensions { room[first + dimension] -= table.size(option, dimension) }
    }

    /// By chance into two halves of about as many ways; in each, those first that have most to lose.
    private mutating func split(_ open: [Choice], _ chance: inout Chance) {
        var open = open, ways = [0, 0]
        for index in open.indices.reversed() { open.swapAt(index, chance.below(index + 1)) }
        halves = [[], []]
        leastLosses = [0, 0]
        for choice in open {
            let half = ways[0] <= ways[1] ? 0 : 1
            ways[half] += choice.options.count - 1
            halves[half].append(choice)
            leastLosses[half] += choice.losses[0]
        }
        for half in halves.indices { halves[half].sort { ($1.regret, $0.family) < ($0.regret, $1.family) } }
    }
}
