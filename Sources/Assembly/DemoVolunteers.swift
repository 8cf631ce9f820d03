import People
import Volunteers

extension DemoSize {
    /// About one for four newcomers, so that some needs stay open; a small town has enough for every kind of thing to happen.
    var volunteers: Int { max(18, newcomers / 4 - 13) }

    /// How many pairs were brought together in the past months.
    var pairs: Int { max(16, newcomers / 8) }
}

extension DemoPeople {
    private static let roles = ["mentor", "mentor", "conversation", "conversation", "conversation", "welcome", "welcome", "tutor", "tutor", "job", "driving", "play", "host"]
    private static let travel = [["walk", "bus"], ["bus"], ["bicycle"], ["car"], ["walk"], ["walk", "bicycle"]]

    /// Invented volunteers, spread over languages as the households are: the same seed makes the same people.
    func volunteers(_ count: Int) -> [VolunteerSeed] {
        var random = SeededRandom(state: 2027)
        return (0..<count).map { volunteer($0 + 1, &random) }
    }

    private func volunteer(_ number: Int, _ random: inout SeededRandom) -> VolunteerSeed {
        let isWoman = random.below(3) > 0, isFromHere = random.below(2) == 0
        let other = random.pick(names), pool = isFromHere ? random.pick(local.isEmpty ? names : local) : other
        let name = (random.pick(isWoman ? pool.women : pool.men), random.pick(pool.families))
        let languages = isFromHere ? (random.below(3) == 0 ? ["eng", other.language] : ["eng"]) : [other.language, "eng"]
        // Whose check ran out was a mentor, which no one may be without.
        let first = number % 40 == 7 ? "mentor" : random.pick(Self.roles), second = random.pick(Self.roles)
        return .invented(
            number, name: name, gender: isWoman ? .woman : .man, languages: languages, roles: random.below(3) == 0 ? [first, second] : [first],
            times: DemoNeeds.times(2 + random.below(3), &random), place: random.pick(Self.districts), travel: random.pick(Self.travel),
            check: number % 40 == 7 ? .ranOut : random.below(4) > 0 ? .holds : .atTheBeginning)
    }
}
