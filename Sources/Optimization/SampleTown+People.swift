/// What matters of a household when someone is sought for it.
struct Household {
    let town: Int
    let language: Int
    let hours: UInt32
    let isFemale: Bool
    let wantsSameGender: Bool
    let hasChildren: Bool
    let needsStepFree: Bool

    init(_ chance: inout Chance, towns: Int) {
        town = chance.below(towns)
        language = chance.zipf(24)
        hours = weeklyHours(&chance, 6)
        isFemale = chance.below(2) == 0
        wantsSameGender = chance.below(4) == 0
        hasChildren = chance.below(2) == 0
        needsStepFree = chance.below(12) == 0
    }
}

/// What matters of a volunteer.
struct Volunteer {
    let town: Int
    let languages: UInt32
    let hours: UInt32
    let isFemale: Bool
    let isScreened: Bool
    let isStepFree: Bool

    init(_ chance: inout Chance, towns: Int) {
        town = chance.below(towns)
        languages = 1 << UInt32(chance.zipf(24)) | 1 << UInt32(chance.zipf(24))
        hours = weeklyHours(&chance, 5)
        isFemale = chance.below(5) < 3
        isScreened = chance.below(5) > 0
        isStepFree = chance.below(10) < 7
    }

    /// Nil when the two may not be brought together.
    func score(for household: Household, _ chance: inout Chance) -> Int? {
        let shared = (hours & household.hours).nonzeroBitCount
        guard shared > 0, isScreened || !household.hasChildren, isStepFree || !household.needsStepFree,
              isFemale == household.isFemale || !household.wantsSameGender
        else { return nil }
        let speaks = languages & (1 << UInt32(household.language)) != 0
        guard speaks || chance.below(4) == 0 else { return nil }
        return (speaks ? 400 : 0) + min(4, shared) * 75 + chance.below(301)
    }
}

/// Some of the twenty-one mornings, afternoons and evenings of a week.
private func weeklyHours(_ chance: inout Chance, _ count: Int) -> UInt32 {
    (0..<count).reduce(0) { hours, _ in hours | 1 << UInt32(chance.below(21)) }
}

/// Volunteers by town.
struct Neighbors {
    private var byTown: [[Int]] = []

    init(_ volunteers: [Volunteer]) {
        for (number, volunteer) in volunteers.enumerated() {
            while byTown.count <= volunteer.town { byTown.append([]) }
            byTown[volunteer.town].append(number)
        }
    }

    /// Some of those, at most twenty to sixty, who may help a household, with their scores, by number.
    func eligible(for household: Household, among volunteers: [Volunteer], _ chance: inout Chance) -> [(Int, Int)] {
        guard household.town < byTown.count else { return [] }
        let near = byTown[household.town]
        guard !near.isEmpty else { return [] }
        var found: [(Int, Int)] = []
        let start = chance.below(near.count)
        let most = 20 + chance.below(41)
        for step in near.indices where found.count < most {
            let number = near[(start + step) % near.count]
            if let score = volunteers[number].score(for: household, &chance) { found.append((number, score)) }
        }
        return found.sorted { $0.0 < $1.0 }
    }
}
