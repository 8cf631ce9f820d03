import House
import Identity
import Localization
import Messaging
import Trust
import Volunteers
import Web

extension Feature {
    /// Programs, needs, offers, rounds, and what comes of them.
    public static func engagements(_ resources: Resources) throws -> Feature {
        let programs = try ProgramCatalog(resources), life = try LifeParts(programs, resources)
        return Feature(
            name: "Engagements",
            migrations: [
                .engagements, .needs, .engagementsLife, .engagementLists, .seenNeeds, .counts, .policies, .fairPolicies, .roundMemory, .stayingProposals, .holds,
                .offerEnds, .lastingProofs, .marketChanges, .roundParts, .waitingCounts, .rooms, .roomGaps, .roomChanges, .access, .roomGrowth, .placeVersions, .askGuardians,
            ],
            personalData: FieldEntry.ofNeedsAndOffers + FieldEntry.ofLife + [MatchedPairs.entry],
            navigation: [
                NavigationItem(Message("Round"), to: "/round", picture: "people", for: .roles([.coordinator])),
                NavigationItem(Message("Places given"), to: "/offers", picture: "tools", for: .roles([.coordinator])),
            ] + life.navigation,
            letters: Letter.ofLife, jobs: life.jobs + [.endingOffers, .gatheringChanges],
            reactions: [.followingVolunteers(programs), .openingListedNeeds(programs), .followingHouseholds(programs), .followingConsents] + life.reactions,
            panels: [.needs(programs), .ownNeeds(programs), .capacity(programs), .ownTime] + life.panels, file: [.needs(programs), .offers(programs), .life(life)], desk: [RoundDeskSources.items, .endingPlaces, .overfullPlaces] + life.desk,
            figures: [RoundDeskSources.waitingNeeds] + life.figures,
            lists: { [.places($0)] }, listReaders: [.needs(programs)],
            erasure: .engagements, retention: RetentionRule.engagements, lastWork: .engagements,
            doors: { hub in
                NeedRoutes(hub: hub, programs: programs).doors + PlaceOfferRoutes(hub: hub, programs: programs).doors + OfferEndRoutes(hub: hub).doors
                    + RoundRoutes(hub: hub, catalog: programs).doors + PolicyRoutes(hub: hub, catalog: programs).doors + [ReplayRoutes(hub: hub).door] + ListImportRoutes(.places(hub), hub: hub).doors + life.doors(hub)
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
