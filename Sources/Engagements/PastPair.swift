import Identity

/// A need and an offer of the demo town that were brought together, and what became of it.
struct PastPair: Sendable {
    let seed: NeedSeeds.Seed
    let facts: NeedFacts
    let offer: OfferFacts
    let giver: Giver
    let story: PastStory
    /// How many days ago both said yes, or the question left.
    let days: Int
    /// How many days ago the volunteer's clearance ran out; nil where it holds.
    var restsSince: Int?

    func need(of organization: OrganizationID) -> Need {
        Need(
            id: facts.id, organization: organization, household: seed.household, person: seed.person, program: facts.program, urgency: seed.urgency,
            genderWish: seed.wish, openedOn: facts.waitingSince, closing: nil)
    }

    func person(_ side: Side) -> PersonID? { side == .need ? seed.person : giver.person }
}
