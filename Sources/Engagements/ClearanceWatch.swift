import Foundation
import House
import Identity
import Storage
import Trust
import Volunteers

/// Whether those who help may still do so: computed anew whenever something about them changes, and every day.
struct ClearanceWatch: Sendable {
    let hub: Hub
    let parts: LifeParts

    /// Rests what they are engaged in and takes back what they are asked, where a clearance is lost; four queries, however many.
    func check(_ volunteers: [PersonID], in db: any Connection, _ access: inout Access, at now: Date) throws {
        guard !volunteers.isEmpty else { return }
        let shown = try Shown(of: volunteers, in: db, parts: parts, on: Day(now, in: hub.settings.value.zone))
        for engagement in try db.engagements.helped(by: volunteers) {
            guard let volunteer = engagement.volunteer, !shown.permits(volunteer, engagement.program, engagement.isWithChildren) else { continue }
            try Living(hub: hub, parts: parts).suspend(engagement, .clearance, in: db, &access, at: now)
        }
        let asked = try db.asks.helpersAsked("a.person_id IN \(in: volunteers)")
        for ask in asked where !shown.permits(ask.person, ask.program, ask.isWithChildren) {
            guard let match = try db.matches.matches("id = \(ask.match)").first else { continue }
            try Asking.takeBack(match, hub: hub, in: db, &access, at: now)
        }
    }

    func isCleared(_ engagement: Engagement, in db: any Connection, at now: Date) throws -> Bool {
        guard let volunteer = engagement.volunteer else { return true }
        return try Shown(of: [volunteer], in: db, parts: parts, on: Day(now, in: hub.settings.value.zone))
            .permits(volunteer, engagement.program, engagement.isWithChildren)
    }
}

/// What some volunteers have shown, and what follows from it on a day.
struct Shown: Sendable {
    private let parts: LifeParts
    private let day: Day
    private let credentials: [PersonID: [Credential]]
    private let open: Set<PersonID>

    init(of volunteers: [PersonID], in db: any Connection, parts: LifeParts, on day: Day) throws {
        (self.parts, self.day) = (parts, day)
        credentials = try db.credentials.standing(of: volunteers)
        open = try db.applications.withOpenOffer(among: volunteers)
    }

    /// Whether this volunteer may do it today; nobody may do what no program names, or what their own offer ended.
    func permits(_ volunteer: PersonID, _ program: String, _ isWithChildren: Bool) -> Bool {
        guard open.contains(volunteer), let program = parts.programs[program] else { return false }
        let shown = credentials[volunteer] ?? []
        return program.doer != .specialist && program.rolesAsked(isWithChildren: isWithChildren).allSatisfy { id in
            parts.roles[id].map { Clearance.compute(role: $0, credentials: shown, on: day).isCleared } ?? false
        }
    }

    /// The day of the newest thing that was shown for it; nil where nothing was asked.
    func checkedOn(_ volunteer: PersonID, _ program: String, _ isWithChildren: Bool) -> Day? {
        let roles = parts.programs[program]?.rolesAsked(isWithChildren: isWithChildren).compactMap { parts.roles[$0] } ?? []
        let counted = roles.flatMap(\.requirements).reduce(into: Set<Credential.Kind>()) { $0.formUnion($1.accepted) }
        return credentials[volunteer]?.filter { $0.outcome == .met && counted.contains($0.kind) }.map(\.issuedOn).max()
    }
}
