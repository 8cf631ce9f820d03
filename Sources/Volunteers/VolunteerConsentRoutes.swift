import Foundation
import House
import Hummingbird
import Identity
import Markup
import People
import Storage
import Trust
import Web

/// Taking back at the desk what a volunteer agreed to, and the receipts of what they said.
struct VolunteerConsentRoutes: Sendable {
    let hub: Hub
    let notices: Notices

    var doors: [Door] {
        [.roles([.coordinator], .post, "/volunteers/:id/consents/:notice", for: .volunteering, takeBack),
         .roles([.coordinator], .get, "/volunteers/:id/receipts/:receipt", for: .volunteering, receipt)]
    }

    /// It opens nothing, and is there for whoever's data is kept and not used as well. A yes they say themselves.
    @Sendable private func takeBack(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), asked = context.parameter("notice"), hub = hub, now = hub.now(), language = context.say.language
        let notice = try notices.ofVolunteers.first { $0.id == asked }.orNotFound()
        guard context.fields["decision"] == ConsentEvent.Decision.withdrawn.rawValue else { throw Refusal.notFound }
        let manner = try MannerForm(context.fields).manner(of: .withdrawn)
        try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            let application = try db.applications.find(of: id, visibleTo: access.actor).orNotFound(), standing = try db.consents.latest(of: [id])[id]?[notice.id]
            // What was taken back, or never said, is not taken back again.
            guard let said = ConsentEvent.Decision.withdrawn.said(over: standing, at: now) else { return }
            try hub.record(notice.event(said, manner, isChild: nil, in: language, at: now), of: id, on: application.id, in: db, &access, at: now)
        }
        return .redirect(to: Route("/volunteers/\(id.text)").fragment("consents"))
    }

    @Sendable private func receipt(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, receipt = try context.parameter("receipt").orNotFound()
        let event = try await hub.archive.read { db in
            try db.applications.find(of: id, visibleTo: actor) == nil ? nil : try db.consents.find(receipt, of: id)
        }.orNotFound()
        guard notices.ofVolunteers.contains(where: { $0.id == event.purpose }) else { throw Refusal.notFound }
        return context.show(try await ReceiptRoutes(hub: hub, notices: notices).page(receipt, of: id, back: Route("/volunteers/\(id.text)").fragment("consents"), context))
    }
}
