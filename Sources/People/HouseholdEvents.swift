import House
import Identity

/// Someone came into a household at the desk, or was corrected there.
public struct HouseholdChanged: Event {
    public let household: HouseholdID
    public init(_ household: HouseholdID) { self.household = household }
}

/// A household was stored as a town's list tells it: its people as they stand in the list, and what other areas understood of it.
package struct HouseholdImported: Event {
    package struct Member: Sendable {
        package let id: PersonID, isHead: Bool
        package let birth: Birth?, gender: Gender
        package let languages: [SpokenLanguage]
    }
    package let household: HouseholdID
    package let organization: OrganizationID
    package let district: String?
    package let people: [Member]
    package let words: [(person: PersonID, words: any ListWords)]
}
