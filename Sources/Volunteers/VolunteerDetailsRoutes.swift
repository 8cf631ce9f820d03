import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Web

/// Putting right what is written down of a volunteer: names, birth, gender and the language they speak best.
struct VolunteerDetailsRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.coordinator], .get, "/volunteers/:id/details", for: .volunteering, show), .roles([.coordinator], .post, "/volunteers/:id/details", for: .volunteering, save)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer()
        return context.show(DetailsPage(try await known(id, context), place: place(id), back: page(id), context.token))
    }

    private func known(_ id: PersonID, _ context: SignedInContext) async throws -> KnownDetails {
        try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            let told = try db.applications.find(of: id, visibleTo: access.actor).orNotFound().told(&access)
            return try KnownDetails(id, as: .sameOrganization, told: told.birth, db, &access)
        }
    }

    @Sendable private func save(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), form = MemberForm(context.fields), actor = context.actor
        _ = try await hub.archive.read { try $0.applications.find(of: id, visibleTo: actor) }.orNotFound()
        let problems = form.problems(today: Day(hub.now(), in: context.visitor.face.timeZone))
        guard problems.isEmpty else {
            let page = DetailsPage(form, problems, SeenDetails(context.fields), place: place(id), back: page(id), context.token)
            return context.show(page, status: .unprocessableContent)
        }
        guard try await correct(id, form, context) else {
            return context.show(DetailsPage(form, over: try await known(id, context), place: place(id), back: page(id), context.token), status: .conflict)
        }
        return .redirect(to: page(id))
    }

    /// False where somebody changed them since the form was shown.
    private func correct(_ id: PersonID, _ form: MemberForm, _ context: SignedInContext) async throws -> Bool {
        let seen = SeenDetails(context.fields), now = hub.now(), hub = hub
        return try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            let application = try db.applications.find(of: id, visibleTo: access.actor).orNotFound()
            var told = try application.told(&access)
            let known = try KnownDetails(id, as: .sameOrganization, told: told.birth, db, &access)
            guard let changes = try known.correct(to: form, seen, hub, db, access.actor, at: now) else { return false }
            guard !changes.isEmpty else { return true }
            // From now on the birth stands with the person alone, and is gone where the form leaves it out.
            told.birthYear = nil
            try db.applications.correct(
                try hub.keyring.seal(Offer.initials(form.details), as: ApplicantInitials.self, row: id.text, of: id), try told.sealed(of: id, with: hub.keyring), of: id)
            try access.record(.volunteerCorrected, on: application.id, of: id, fields: changes, at: now, in: db)
            try hub.announce(VolunteerChanged(id), in: db, &access)
            return true
        }
    }

    private func place(_ id: PersonID) -> Route { "/volunteers/\(id.text)/details" }
    private func page(_ id: PersonID) -> Route { "/volunteers/\(id.text)" }
}
