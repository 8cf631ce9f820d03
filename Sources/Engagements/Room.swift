import Storage

/// How many people a household has, by age.
public struct Headcount: Sendable, Hashable {
    public enum Age: String, Sendable, Hashable, CaseIterable {
        /// Under 18; 18 to 64; 65 and over.
        case children, adults, seniors
    }
    public let children: Int, adults: Int, seniors: Int
    public var all: Int { children + adults + seniors }

    public init(children: Int = 0, adults: Int = 0, seniors: Int = 0) { (self.children, self.adults, self.seniors) = (children, adults, seniors) }

    /// - Parameter age: nil for everyone.
    func count(_ age: Age?) -> Int {
        switch age {
        case nil: all
        case .children: children
        case .adults: adults
        case .seniors: seniors
        }
    }

    static func + (one: Headcount, other: Headcount) -> Headcount {
        Headcount(children: one.children + other.children, adults: one.adults + other.adults, seniors: one.seniors + other.seniors)
    }
}

/// For how many people there is room at a place, 0 or more of each; an age without a number has no limit of its own.
public struct Room: Sendable, Hashable {
    public let all: Int
    public let children: Int?, adults: Int?, seniors: Int?
    /// Whether more people are there than it ever had room for, of some age or altogether: then nobody else has room.
    public let isOverfull: Bool

    public init(all: Int, children: Int? = nil, adults: Int? = nil, seniors: Int? = nil, isOverfull: Bool = false) {
        (self.all, self.children, self.adults, self.seniors, self.isOverfull) = (all, children, adults, seniors, isOverfull)
    }

    /// What a household asks of it: everyone, then each age that has a limit of its own.
    private static let asked: [Headcount.Age?] = [nil] + Headcount.Age.allCases

    /// - Parameter age: nil for everyone.
    /// - Returns: nil where there is no such limit.
    func limit(_ age: Headcount.Age?) -> Int? {
        switch age {
        case nil: all
        case .children: children
        case .adults: adults
        case .seniors: seniors
        }
    }

    func holds(_ household: Headcount) -> Bool { !isOverfull && shortage(for: household) == nil }

    /// For how many more people there can be room at most.
    var free: Int { isOverfull ? 0 : all }

    /// The first limit that a household is too large for: of which age, nil for everyone, how many still fit in, and how many they are.
    func shortage(for household: Headcount) -> (age: Headcount.Age?, free: Int, needed: Int)? {
        for age in Self.asked {
            if let free = limit(age), household.count(age) > free { return (age, free, household.count(age)) }
        }
        return nil
    }

    /// What is left once these people are there; never below 0.
    func less(_ people: Headcount) -> Room { mapped(isOverfull: isOverfull || shortage(for: people) != nil) { max(0, $1 - people.count($0)) } }

    /// The same with as much more as these people take.
    func more(_ people: Headcount) -> Room { mapped(isOverfull: isOverfull) { $1 + people.count($0) } }

    /// Both together; an age has a limit where it has one in both, or as many as there are people.
    func beside(_ other: Room) -> Room {
        func both(_ age: Headcount.Age) -> Int { (limit(age) ?? all) + (other.limit(age) ?? other.all) }
        return Room(all: all + other.all, children: both(.children), adults: both(.adults), seniors: both(.seniors))
    }

    /// How many more people would have to fit in for this household to have room.
    func lacking(for household: Headcount) -> Headcount {
        func lacking(_ age: Headcount.Age) -> Int { limit(age).map { max(0, household.count(age) - $0) } ?? 0 }
        let (children, seniors) = (lacking(.children), lacking(.seniors)), rest = household.all - all - children - seniors
        return Headcount(children: children, adults: max(lacking(.adults), rest), seniors: seniors)
    }

    /// How many of these households fit in at most: no more than by each limit alone, the smallest first.
    func most(of households: [Headcount]) -> Int {
        let fitting = households.filter(holds)
        return Self.asked.reduce(fitting.count) { most, age in
            guard var left = limit(age) else { return most }
            return min(most, fitting.map { $0.count(age) }.sorted().prefix { left -= $0; return left >= 0 }.count)
        }
    }

    private func mapped(isOverfull: Bool, _ change: (Headcount.Age?, Int) -> Int) -> Room {
        Room(
            all: change(nil, all), children: children.map { change(.children, $0) }, adults: adults.map { change(.adults, $0) }, seniors: seniors.map { change(.seniors, $0) },
            isOverfull: isOverfull)
    }
}

extension NeedFacts {
    /// The household, by age.
    var household: Headcount { Headcount(children: children, adults: people - children - seniors, seniors: seniors) }
}

extension OfferFacts {
    /// The facts once so many more places are taken, and where people are counted these people are there.
    func less(_ places: Int, _ people: Headcount) -> OfferFacts {
        var left = self
        left.room = room?.less(people)
        left.free = max(0, min(free - places, left.room?.free ?? .max))
        return left
    }
}
