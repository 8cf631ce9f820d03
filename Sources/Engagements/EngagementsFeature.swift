import House
import Identity
import Localization
import Trust
import Volunteers
import Web

extension Feature {
    /// Programs, needs, offers, rounds, and what comes of them.
    public static func engagements(_ resources: Resources) throws -> Feature {
        let programs = try ProgramCatalog(resources)
        return Feature(
            name: "Engagements", migrations: [.engagements, .needs], personalData: FieldEntry.ofNeedsAndOffers,
            navigation: [NavigationItem(Message("Places given"), to: "/offers", picture: "tools", for: .roles([.coordinator]))],
            reactions: [.followingVolunteers(programs), .openingListedNeeds(programs), .followingHouseholds(programs)],
            panels: [.needs(programs), .ownNeeds(programs), .capacity(programs)],
            listReaders: [.needs(programs)],
            doors: { hub in
                NeedRoutes(hub: hub, programs: programs).doors + PlaceOfferRoutes(hub: hub, programs: programs).doors
                    + ListImportRoutes(.places(hub)).doors
            })
    }
}

extension Reaction {
    /// Offers follow the roles that volunteers ask for; what else changed of them is opened again before the next round.
    static func followingVolunteers(_ programs: ProgramCatalog) -> Reaction {
        Reaction(to: VolunteerChanged.self) { event, hub, db, _ in
            guard let organization = try db.applications.organization(of: event.person) else { return }
            try db.offers.follow(organization, person: event.person, programs: programs, hub: hub)
            try db.facts.markStale(offersOf: event.person)
        }
    }
}
