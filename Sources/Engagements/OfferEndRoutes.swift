import House
import Hummingbird
import Identity
import Localization
import Storage
import Trust
import Web

/// Until when somebody gives, said by themselves or by the coordinator.
struct OfferEndRoutes: Sendable {
    private typealias Handler = @Sendable (Request, SignedInContext) async throws -> Response
    /// Whose end it is about, by the address and the one who asks.
    private typealias Finder = @Sendable (SignedInContext, any Connection) throws -> (giver: Giver, whose: OfferEndPage.Whose)
    let hub: Hub

    var doors: [Door] {
        [.signedIn(.get, "/my/time", for: .volunteering, show(own)), .signedIn(.post, "/my/time", for: .volunteering, save(own, for: .volunteering)),
         .roles([.coordinator], .get, "/volunteers/:id/time", for: .matching, show(volunteer)),
         .roles([.coordinator], .post, "/volunteers/:id/time", for: .matching, save(volunteer, for: .matching)),
         .roles([.coordinator], .get, "/offers/:id/end", for: .matching, show(places)),
         .roles([.coordinator], .post, "/offers/:id/end", for: .matching, save(places, for: .matching))]
    }

    private func show(_ find: @escaping Finder) -> Handler {
        { _, context in
            let (giver, whose) = try await hub.archive.read { try find(context, $0) }
            return context.show(OfferEndPage(token: context.token, whose: whose, until: giver.lastDay?.description ?? ""))
        }
    }

    private func save(_ find: @escaping Finder, for purpose: Purpose) -> Handler {
        { _, context in
            let typed = String(context.fields["until"].prefix(40)), now = hub.now(), end: Day?
            do throws(FieldProblem) { end = try OfferEnd.day(typed, on: Day(now, in: hub.settings.value.zone)) } catch {
                let whose = try await hub.archive.read { try find(context, $0).whose }
                return context.show(OfferEndPage(token: context.token, whose: whose, until: typed, problems: [error]), status: .unprocessableContent)
            }
            let whose = try await hub.archive.write(by: context.actor, for: purpose) { db, access in
                let (giver, whose) = try find(context, db)
                try OfferEnd.set(end, of: giver, in: db, &access, at: now)
                return whose
            }
            return .redirect(to: whose.back)
        }
    }

    @Sendable private func own(_ context: SignedInContext, _ db: any Connection) throws -> (giver: Giver, whose: OfferEndPage.Whose) {
        (try db.offers.own(of: context.actor.person, in: context.actor.organization).orNotFound(), .own)
    }

    @Sendable private func volunteer(_ context: SignedInContext, _ db: any Connection) throws -> (giver: Giver, whose: OfferEndPage.Whose) {
        let person = try context.parameter("id").flatMap { PersonID($0) }.orNotFound()
        return (try db.offers.giver(of: person, visibleTo: context.actor).orNotFound(), .volunteer(person))
    }

    @Sendable private func places(_ context: SignedInContext, _ db: any Connection) throws -> (giver: Giver, whose: OfferEndPage.Whose) {
        let id = try context.parameter("id").flatMap { OfferID($0) }.orNotFound(), (_, giver) = try db.offers.find(id, visibleTo: context.actor).orNotFound()
        return (giver, .places(id, try giver.title.orNotFound()))
    }
}
