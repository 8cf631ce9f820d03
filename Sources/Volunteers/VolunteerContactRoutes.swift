import Accounts
import House
import Hummingbird
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Web

/// Putting right how a volunteer is reached.
struct VolunteerContactRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.coordinator], .get, "/volunteers/:id/contacts/:contact", for: .volunteering, show),
         Door.roles([.coordinator], .post, "/volunteers/:id/contacts/:contact", for: .volunteering, save).fresh()]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (way, value) = try await standing(context)
        return context.show(try page(way.kind == .email, value, nil, context))
    }

    private func standing(_ context: SignedInContext) async throws -> (ContactWay, String) {
        let id = try context.volunteer(), contact = context.parameter("contact")
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            _ = try db.applications.find(of: id, visibleTo: access.actor).orNotFound()
            _ = try db.persons.find(id, visibleTo: access.actor).orNotFound()
            let ways = try db.persons.contacts(of: [id])[id] ?? [], way = try ways.first { $0.id == contact && $0.kind.isTyped }.orNotFound()
            return (way, try access.open(way.value, in: way.id, of: id, as: .sameOrganization))
        }
    }

    private func page(_ isEmail: Bool, _ value: String, _ problem: Message?, _ context: SignedInContext) throws -> VolunteerContactPage {
        VolunteerContactPage(
            token: context.token, person: try context.volunteer(), contact: try context.parameter("contact").orNotFound(), isEmail: isEmail, value: value,
            problem: problem.map { FieldProblem("value", $0) })
    }

    @Sendable private func save(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let typed = context.fields["value"]
        do {
            try await correct(typed, context)
        } catch let problem as any Explained where problem.status == .unprocessableContent {
            return context.show(try page(try await standing(context).0.kind == .email, typed, problem.message, context), refusing: problem)
        } catch StorageProblem.unique {
            // Somebody else took the address between the look and the change.
            return context.show(try page(true, typed, AccountProblem.addressRefused.message, context), refusing: AccountProblem.addressRefused)
        }
        return .redirect(to: "/volunteers/\(try context.volunteer().text)")
    }

    private func correct(_ typed: String, _ context: SignedInContext) async throws {
        let id = try context.volunteer(), contact = try context.parameter("contact").orNotFound(), hub = hub, now = hub.now()
        let work: @Sendable (any Connection, inout Access) throws -> Void = { db, access in
            let application = try db.applications.find(of: id, visibleTo: access.actor).orNotFound()
            _ = try db.persons.find(id, visibleTo: access.actor).orNotFound()
            guard try access.correct(contact, of: id, to: typed, as: .sameOrganization, on: application.id, hub, in: db, at: now) else { throw Unchanged() }
            try hub.announce(VolunteerChanged(id), in: db, &access)
        }
        do {
            // Links in letters that went to an address that is none of theirs open nothing any more; by phone there are none.
            if typed.contains("@") { try await hub.stopLinks(of: id, by: context.actor, for: context.purpose, work) } else {
                try await hub.archive.write(by: context.actor, for: context.purpose, work)
            }
        } catch is Unchanged {}
    }

    /// Nothing is written, and no link is stopped, where it stands so already.
    private struct Unchanged: Error {}
}
