import House
import Localization
import People
import Trust
import Web

extension Feature {
    /// People who offer help: their offer, what they have shown, and for which roles that is enough.
    public static func volunteers(_ resources: Resources) throws -> Feature {
        let catalog = try RoleCatalog(resources), notices = try Notices(resources)
        return Feature(
            name: "Volunteers", migrations: [.volunteers, .volunteerSteps, .volunteerList, .credentialKeys, .volunteerErasure], personalData: FieldEntry.ofVolunteers,
            navigation: [
                NavigationItem(Message("Offer help"), to: "/volunteer", picture: "hand", for: .anyone),
                NavigationItem(Message("Volunteers"), to: "/volunteers", picture: "people", for: .roles([.coordinator])),
            ],
            letters: [.renewal], jobs: [.renewingSteps(catalog), .remindingOfRenewals(catalog)], reactions: [.renewingSteps(catalog)], panels: [.ownOffer(catalog), .consentsOfVolunteer(notices)], file: [.volunteers(catalog)],
            desk: VolunteerDesk.sources, figures: VolunteerDesk.figures, lists: { [.volunteers($0)] },
            erasure: .volunteers, retention: [.drafts], lastWork: .volunteers, personBook: .volunteers, toldChild: childrenAmongVolunteers,
            doors: { hub in
                OfferRoutes(hub: hub, catalog: catalog).doors + StandingRoutes(hub: hub, catalog: catalog).doors
                    + VolunteerRoutes(hub: hub, catalog: catalog).doors + VolunteerConsentRoutes(hub: hub, notices: notices).doors + VolunteerContactRoutes(hub: hub).doors + VolunteerDetailsRoutes(hub: hub).doors + RefereeRoutes(hub: hub).doors + ListImportRoutes(.volunteers(hub), hub: hub).doors
            })
    }
}
