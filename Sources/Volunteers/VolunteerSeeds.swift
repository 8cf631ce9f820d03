import Foundation
import House
import Identity
import People
import Vault

/// Invented volunteers for the demo town: one at each point an offer can have reached.
package struct VolunteerSeeds: Sendable {
    let hub: Hub
    package init(hub: Hub) { self.hub = hub }

    /// - Parameters:
    ///   - cast: the volunteer of the cast, who can sign in; cleared as mentor.
    ///   - coordinator: the user who took what was shown.
    ///   - more: further volunteers, as many as the town needs.
    /// - Returns: who they are, in the order of their seeds; the first is of the cast.
    @discardableResult
    package func fill(cast: PersonID, coordinator: UserID, in organization: OrganizationID, more: [VolunteerSeed] = []) async throws -> [PersonID] {
        let seeds = VolunteerSeed.all + more
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone), hub = hub
        let people = seeds.map { $0.isCast ? cast : hub.newID() }
        try await hub.keyring.prepare(people, at: now)
        let catalog = try RoleCatalog(hub.resources), zone = hub.settings.value.zone
        let ready = try zip(seeds, people).map { try ReadySeed($0, of: $1, in: organization, with: hub) }
        try await hub.archive.write { db in
            for (seed, ready) in zip(seeds, ready) {
                try ready.offer.store(in: db, roles: seed.roles, slots: seed.times.compactMap(WeeklySlot.init(field:)), at: now)
                for referee in ready.referees { try db.referees.insert(referee, of: ready.person, at: now) }
                for credential in seed.credentials(today: today, by: coordinator, referees: ready.referees.map(\.id), at: now) { try db.credentials.append(credential, of: ready.person) }
                var application = ready.offer.application
                switch seed.ending {
                case .open: continue
                case .withdrawn: try application.withdraw()
                case .closed: try application.close(.noRoleNow)
                }
                try db.applications.update(application, at: now)
            }
            try db.steps.renew(people, catalog: catalog, on: today, in: zone)
        }
        return people
    }
}

private struct ReadySeed: Sendable {
    let person: PersonID
    let offer: SealedOffer
    let referees: [SealedReferee]

    init(_ seed: VolunteerSeed, of person: PersonID, in organization: OrganizationID, with hub: Hub) throws {
        self.person = person
        let details = PersonDetails(givenName: seed.name.0, familyName: seed.name.1, gender: seed.gender)
        var more = ApplicationDetails()
        (more.place, more.travel) = (seed.place, seed.travel)
        offer = try SealedOffer(
            details, initials: Offer.initials(details), details: more, id: hub.newID(), of: person, in: organization,
            languages: seed.languages.compactMap { SpokenLanguage(code: $0, level: $0 == seed.languages.first ? .native : .conversation, reads: .yes) },
            contacts: [ContactDetails(kind: .email, value: seed.email, isSafe: true)], with: hub)
        referees = try seed.referees.map { try SealedReferee(RefereeDetails(name: $0, contact: "+44 1632 960190"), of: person, with: hub) }
    }
}
