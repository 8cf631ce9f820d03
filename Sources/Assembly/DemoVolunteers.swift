import People
import Volunteers

extension DemoSize {
    /// About one for four newcomers, so that some needs stay open.
    var volunteers: Int { max(4, newcomers / 4 - 13) }
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
        let first = random.pick(Self.roles), second = random.pick(Self.roles)
        return .invented(
            number, name: name, gender: isWoman ? .woman : .man, languages: languages, roles: random.below(3) == 0 ? [first, second] : [first],
            times: DemoNeeds.times(2 + random.below(3), &random), place: random.pick(Self.districts), travel: random.pick(Self.travel),
            isCleared: random.below(4) > 0)
    }
}
