import House
import Identity
import Localization
import Web

extension Feature {
    /// Persons, households, languages, ways of contact: whom the work is about.
    public static func people(_ resources: Resources) throws -> Feature {
        let notices = try Notices(resources)
        return Feature(
            name: "People", migrations: [.people, .waitingHouseholds, .changedPeople, .handovers, .careChanges, .correctedPeople, .formerContacts],
            personalData: [GivenName.entry, FamilyName.entry, BirthDate.entry, Gender.Field.entry, ImportedExtra.entry, ContactValue.entry, ContactWords.entry, .caredFor]
                + SpokenLanguage.register + Household.register,
            navigation: [NavigationItem(Message("People"), to: "/people", picture: "people", for: .roles([.caseWorker]))],
            letters: [.consentEnds, .openedInEmergency, .handoverAsked, .handoverAnswered, .handedOver, .contactChanged], jobs: [.consentWatch, .formerContacts], reactions: [.caseWorkersLeft],
            panels: [.formerContacts, .consents(notices)], file: [.people, .household, .care, .imported],
            desk: PeopleDesk.sources, figures: PeopleDesk.figures, addressBook: .people, people: { try $1.persons.all(of: $0) }, lists: { [.households($0)] },
            erasure: .people, lastWork: .people, personBook: .people, careload: { try $1.households.careload(of: $0) },
            doors: { hub in
                ListImportRoutes(.households(hub), hub: hub).doors
                    + HouseholdRoutes(hub: hub, notices: notices, finder: PeopleFinder(hub: hub)).doors
                    + PersonRoutes(hub: hub, notices: notices).doors + DetailsRoutes(hub: hub).doors + FormerContactRoutes(hub: hub).doors + OwnConsentRoutes(hub: hub, notices: notices).doors
                    + ReceiptRoutes(hub: hub, notices: notices).doors + EmergencyRoutes(hub: hub).doors + HandoverRoutes(hub: hub).doors
            })
    }
}
