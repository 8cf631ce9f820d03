import Engagements
import Identity
import People
import Volunteers

/// Needs of about every second household, spread over programs, urgency, waiting and times of the week.
struct DemoNeeds {
    let today: Day
    private static let programs = ["mentoring", "mentoring", "mentoring", "conversation", "conversation", "conversation", "welcome", "welcome", "tutoring",
                                   "tutoring", "job", "job", "driving", "play", "hosting", "class", "goods", "counseling", "legal"]

    /// For each household its id and what was told of it; the first is the one of the cast, who seeks a mentor on Tuesday evenings.
    func seeds(_ households: [(HouseholdID, Registration)], newID: () -> PersonID) -> [NeedSeeds.Seed] {
        var random = SeededRandom(state: 2028)
        return households.enumerated().compactMap { place, pair in
            guard place == 0 || random.below(2) == 0, let head = pair.1.head else { return nil }
            let told = Self.told(pair.1, head, newID), drawn = Self.programs[random.below(Self.programs.count)], waiting = 1 + random.below(120), urgency = [0, 1, 1, 1, 2][random.below(5)]
            let wish = random.below(20), times = Self.times(1 + random.below(4), &random)
            // Enough households that seek a home for its rooms to be too few, in a small town, too.
            let program = place < 60 && place % 4 == 1 ? "hosting" : drawn
            guard place > 0 else { return .init(household: pair.0, person: head, told: told, program: "mentoring", urgency: .soon, wish: .any, times: ["2-evening"], openedOn: today.adding(days: -35)) }
            return .init(
                household: pair.0, person: head, told: told, program: program, urgency: Need.Urgency(rawValue: urgency) ?? .soon,
                wish: wish < 2 ? .woman : wish == 2 ? .man : .any, times: times, openedOn: today.adding(days: -waiting),
                access: place % 9 == 4 ? .stepFree : place % 27 == 7 ? .other : .none)
        }
    }

    /// What the households sought in the past months: first a second need of the cast's, then of those who seek nothing now, then of the others.
    func past(_ households: [(HouseholdID, Registration)], besides open: [NeedSeeds.Seed], newID: () -> PersonID) -> [NeedSeeds.Seed] {
        var random = SeededRandom(state: 2029)
        let sought = Dictionary(open.map { ($0.household, $0.program) }) { first, _ in first }
        let order = households.indices.sorted { (Self.rank($0, households, sought), $0) < (Self.rank($1, households, sought), $1) }
        return order.compactMap { place in
            let (household, registration) = households[place], programs = Self.pastPrograms.filter { $0 != sought[household] }
            guard let head = registration.head, let arrived = registration.arrivedOn else { return nil }
            let told = Self.told(registration, head, newID), program = random.pick(programs)
            let waited = place == 0 ? 50 : 60 + random.below(140), spare = Self.times(3 + random.below(4), &random)
            let times = place == 0 ? ["1-evening", "3-evening"] : program == "class" ? ["2-evening"] : spare
            return .init(
                household: household, person: head, told: told, program: place == 0 ? "conversation" : program, urgency: .soon, wish: .any,
                times: times, openedOn: max(arrived.adding(days: 5), today.adding(days: -waited)),
                besides: sought[household])
        }
    }

    private static func rank(_ place: Int, _ households: [(HouseholdID, Registration)], _ sought: [HouseholdID: String]) -> Int {
        place == 0 ? 0 : sought[households[place].0] == nil ? 1 : 2
    }

    private static let pastPrograms = ["conversation", "conversation", "mentoring", "welcome", "tutoring", "class", "job", "driving"]

    private static func told(_ registration: Registration, _ head: PersonID, _ newID: () -> PersonID) -> HouseholdTold {
        HouseholdTold(members: registration.members.enumerated().map { number, member in
            HouseholdTold.Member(id: number == 0 ? head : newID(), isHead: number == 0, birth: member.details.birth, gender: member.details.gender, languages: member.languages)
        }, district: registration.district)
    }

    /// So many different parts of the week, evenings and weekends more often.
    static func times(_ count: Int, _ random: inout SeededRandom) -> [String] {
        let parts = ["evening", "evening", "afternoon", "morning"]
        var times = Set<String>()
        while times.count < count { times.insert("\(1 + random.below(7))-\(random.pick(parts))") }
        return times.sorted()
    }
}

extension DemoPeople {
    /// The household of the newcomer of the cast: four people, two of them children, who speak Arabic and live on the north side.
    static func family(of name: String, today: Day) -> Registration {
        let parts = name.split(separator: " ").map(String.init), arabic = SpokenLanguage(code: "arb", level: .native, reads: .yes)
        let english = SpokenLanguage(code: "eng", level: .learning, reads: .little)
        func member(_ given: String, _ years: Int, _ gender: Gender, _ languages: [SpokenLanguage?]) -> Registration.Member {
            Registration.Member(
                details: PersonDetails(givenName: given, familyName: parts.last ?? "", birth: Birth(today.adding(days: -years * 365 - 120)), gender: gender),
                languages: languages.compactMap { $0 })
        }
        return Registration(
            members: [member(parts.first ?? name, 34, .woman, [arabic, english]), member("Samir", 37, .man, [arabic]), member("Lina", 9, .woman, [arabic]),
                      member("Sami", 6, .man, [arabic])],
            contacts: [ContactDetails(kind: .email, value: Cast.newcomer.email, isSafe: true)], district: "North side",
            arrivedOn: today.adding(days: -60), ground: .publicTask)
    }
}
