import Foundation
import House
import Identity
import People
import Yams

/// How large the demo town is, by its newcomers.
public enum DemoSize: String, Sendable, CaseIterable {
    case small, town, city

    var newcomers: Int {
        switch self {
        case .small: 60
        case .town: 500
        case .city: 20_000
        }
    }

    /// How many quarters there are besides the one whose directory was written by hand.
    var quarters: Int { self == .city ? 39 : 0 }
}

/// Invented households: the same seed makes the same town.
struct DemoPeople: Sendable {
    struct Names: Decodable {
        let language: String, share: Int
        let women: [String], men: [String], families: [String]
    }
    /// Each language as often as there are households that speak it.
    let names: [Names]
    /// Names of those who have lived here for long.
    let local: [Names]
    static let districts = ["North side", "Harbour", "Old town", "Station quarter", "Overton", "Castle hill"]

    init(file: URL) throws {
        let all = try YAMLDecoder().decode([Names].self, from: Data(contentsOf: file))
        local = all.filter { $0.share == 0 }
        names = all.flatMap { Array(repeating: $0, count: $0.share) }
    }

    /// Registrations of households with about so many people in all.
    func households(newcomers: Int, today: Day) -> [Registration] {
        var random = SeededRandom(state: 2026)
        var made: [Registration] = [], count = 0
        while count < newcomers {
            let household = household(number: made.count + 1, today: today, &random)
            made.append(household)
            count += household.members.count
        }
        return made
    }

    private func household(number: Int, today: Day, _ random: inout SeededRandom) -> Registration {
        let pool = random.pick(names), family = random.pick(pool.families)
        let adults = random.below(3) == 0 ? 1 : 2, children = [0, 0, 1, 2, 2, 3][random.below(6)]
        let members = (0..<(adults + children)).map { place -> Registration.Member in
            let isWoman = place == 0 ? random.below(2) == 0 : place == 1 ? random.below(3) > 0 : random.below(2) == 0
            let age = place < adults ? 19 + random.below(50) : random.below(18)
            let language = SpokenLanguage(code: pool.language, level: .native, reads: [.yes, .yes, .yes, .little, .no][random.below(5)])
            let english = place < adults && random.below(2) == 0 ? SpokenLanguage(code: "eng", level: .basic, reads: .little) : nil
            return Registration.Member(
                details: PersonDetails(
                    givenName: random.pick(isWoman ? pool.women : pool.men), familyName: family,
                    birth: Birth(today.adding(days: -age * 365 - random.below(365))), gender: isWoman ? .woman : .man),
                languages: [language, english].compactMap { $0 })
        }
        // Numbers of Ofcom's range for drama, which ring nowhere.
        let phone = ContactDetails(kind: .phone, value: "07700 900\(String(100 + number % 900))", isSafe: random.below(4) > 0)
        return Registration(
            members: members, contacts: [phone], district: random.pick(Self.districts),
            arrivedOn: today.adding(days: -random.below(700)), ground: .publicTask)
    }
}

/// A generator with a seed (SplitMix64, Steele, Lea and Flood 2014): for invented data only.
struct SeededRandom {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
}
