import Foundation
import House
import Identity
import Localization
import Messaging
import Storage

/// A check or a course of a volunteer that counts only for a few more days.
struct Renewal: Sendable, Hashable {
    let kind: Credential.Kind
    /// The last day on which it counts.
    let until: Day
    /// How many days before its end this reminder is: 60, or 14.
    let notice: Int

    /// What ends soon of what these roles ask for; of each check and course its nearest end.
    static func due(_ roles: [VolunteerRole], _ credentials: [Credential], on day: Day) -> [Renewal] {
        var ends: [Credential.Kind: Day] = [:]
        for requirement in roles.flatMap(\.requirements) where requirement.kind.isNamed {
            guard case .met(let until?) = requirement.state(of: credentials, on: day) else { continue }
            ends[requirement.kind] = min(ends[requirement.kind] ?? until, until)
        }
        return ends.compactMap { kind, until in
            switch until.days(since: day) {
            case 0...14: Renewal(kind: kind, until: until, notice: 14)
            case 15...60: Renewal(kind: kind, until: until, notice: 60)
            default: nil
            }
        }.sorted { ($0.until, $0.kind.rawValue) < ($1.until, $1.kind.rawValue) }
    }

    /// What makes its letter the only one: run on any day, it is written once.
    func key(of person: PersonID) -> String { "renewal:\(person.text):\(kind.rawValue):\(until):\(notice)" }
}

extension Letter {
    static let renewal = Letter(
        "volunteer.renewal", subject: Message("Something has to be renewed"),
        [Message("Something that you have shown us as a volunteer ends soon."),
         Message("Call us, and we tell you how to renew it. Until then you can go on as before.")])
}

extension Job {
    /// Writes to volunteers sixty and fourteen days before a check or a course ends.
    static func remindingOfRenewals(_ catalog: RoleCatalog) -> Job {
        Job("volunteers.remind_of_renewals", .daily(hour: 8)) { hub in
            let now = hub.now(), today = Day(now, in: hub.settings.value.zone)
            let due = try await hub.archive.read { try renewals(in: $0, catalog: catalog, on: today) }
            guard !due.isEmpty else { return }
            try await hub.archive.write { db in
                for (person, renewal) in due { try db.outbox.post(.renewal, to: person, key: renewal.key(of: person), notBefore: now, at: now) }
            }
        }
    }

    private static func renewals(in db: any Connection, catalog: RoleCatalog, on day: Day) throws -> [(PersonID, Renewal)] {
        let organizations: [OrganizationID] = try db.rows("SELECT DISTINCT organization_id FROM applications WHERE status = 'open'").map { try $0.get("organization_id") }
        return try organizations.flatMap { organization in
            let roles = try db.applications.openRoles(in: organization), credentials = try db.credentials.standing(openIn: organization)
            return roles.sorted { $0.key < $1.key }.flatMap { person, asked in
                Renewal.due(asked.sorted().compactMap { catalog[$0] }, credentials[person] ?? [], on: day).map { (person, $0) }
            }
        }
    }
}
