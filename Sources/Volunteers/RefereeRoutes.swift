import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import People
import Trust
import Vault
import Web

/// Asking those who know a volunteer: the coordinator makes a link, the referee answers it once, without an account.
struct RefereeRoutes: Sendable {
    let hub: Hub

    var doors: [Door] {
        [.roles([.coordinator], .post, "/volunteers/:id/referees", for: .volunteering, add),
         .roles([.coordinator], .post, "/volunteers/:id/links", for: .volunteering, makeLink),
         .roles([.coordinator], .post, "/volunteers/:id/links/end", for: .volunteering, stopLink),
         .roles([.coordinator], .post, "/volunteers/:id/letter-links/end", for: .volunteering, stopLetterLinks),
         .personal(.get, "/reference/:token", ask), .personal(.post, "/reference/:token", answer)]
    }

    @Sendable private func add(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, now = hub.now(), hub = hub
        let details = RefereeDetails(name: context.fields["name"], contact: context.fields["contact"])
        guard (1...200).contains(details.name.count), (1...200).contains(details.contact.count) else {
            throw VolunteerProblem.fields([FieldProblem("name", Message("Write the name, and how we can reach this person. Go back to do so."))])
        }
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            _ = try db.applications.find(of: id, visibleTo: actor).orNotFound()
            let referee = try SealedReferee(details, of: id, with: hub)
            try db.referees.insert(referee, of: id, at: now)
            try access.record(.refereeAdded, on: referee.id, of: id, at: now, in: db)
            try hub.announce(VolunteerChanged(id), in: db, &access)
        }
        return .redirect(to: Route("/volunteers/\(id.text)").fragment("referees"))
    }

    @Sendable private func makeLink(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, now = hub.now()
        let referee = context.fields["referee"], token = Secret.token(), hub = hub
        let name = try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            guard try db.applications.find(of: id, visibleTo: actor).orNotFound().status == .open else { throw VolunteerProblem.alreadyEnded }
            let found = try db.referees.list(of: id).first { $0.id == referee }.orNotFound()
            guard try db.referees.setLink(Secret.hash(token), for: referee, of: id, at: now) else { throw VolunteerProblem.alreadyAnswered }
            try access.record(.refereeLinked, on: referee, of: id, at: now, in: db)
            // Whoever follows the link learns the first name of the one who named them.
            try hub.open(Share(
                organization: actor.organization, person: id, receiver: .referee, receiverID: referee, about: Self.share(referee), kinds: [.identity],
                ground: RefereeName.entry.basis, at: now, endsAt: now.addingTimeInterval(Double(Referee.linkDays) * 86_400)), in: db, &access)
            try hub.announce(VolunteerChanged(id), in: db, &access)
            return try access.open(found.name, in: referee, of: id, as: .sameOrganization)
        }
        let address = context.visitor.address(of: "/reference/\(token)")
        return context.show(RefereeLinkPage(person: id, referee: name, address: address))
    }

    /// Two clicks are one: a link that is stopped stays so.
    @Sendable private func stopLink(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor, now = hub.now(), referee = context.fields["referee"], hub = hub
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            _ = try db.applications.find(of: id, visibleTo: actor).orNotFound()
            guard try db.referees.stopLink(for: referee, of: id) else { return }
            for live in try db.shares.live(about: Self.share(referee)) { try hub.close(live, .over, in: db, &access, at: now) }
            try access.record(.refereeUnlinked, on: referee, of: id, at: now, in: db)
            try hub.announce(VolunteerChanged(id), in: db, &access)
        }
        return .redirect(to: Route("/volunteers/\(id.text)").fragment("referees"))
    }

    /// Those in letters to the volunteer.
    @Sendable private func stopLetterLinks(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.volunteer(), actor = context.actor
        _ = try await hub.archive.read { try $0.applications.find(of: id, visibleTo: actor) }.orNotFound()
        try await Accounts(hub: hub).stopLinks(of: id, by: actor, for: context.purpose)
        return .redirect(to: Route("/volunteers/\(id.text)").fragment("links"))
    }

    @Sendable private func ask(_ request: Request, _ context: VisitorContext) async throws -> Response {
        try await form(RefereeReply(), [], context)
    }

    @Sendable private func answer(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let reply = RefereeReply(context.fields), problems = reply.problems
        guard problems.isEmpty else { return try await form(reply, problems, context, status: .unprocessableContent) }
        guard let (hash, actor) = try await asked(context) else { return nothing(context) }
        let now = hub.now(), keyring = hub.keyring, json = try reply.json, day = Day(now, in: context.face.timeZone), hub = hub
        let isTaken = try await hub.archive.write(by: actor, for: .volunteering) { db, access in
            guard let referee = try db.referees.find(link: hash, madeAfter: Self.oldest(now))?.referee else { return false }
            let person = referee.person
            try db.referees.answer(referee, try keyring.seal(json, as: RefereeAnswer.self, row: referee.id, of: person), at: now)
            let said = reply.shown.map {
                Credential(id: Secret.token(bytes: 16), kind: $0, outcome: $1, issuedOn: day, referee: referee.id, recordedAt: now)
            }
            try db.credentials.replace(with: said, of: referee.id, person: person, on: day, at: now)
            try access.record(.refereeAnswered, on: referee.id, of: person, at: now, in: db)
            for live in try db.shares.live(about: Self.share(referee.id)) { try hub.close(live, .over, in: db, &access, at: now) }
            try hub.announce(VolunteerChanged(person), in: db, &access)
            return true
        }
        return isTaken ? context.show(RefereeDonePage(isThanks: true)) : nothing(context)
    }

    private func form(_ reply: RefereeReply, _ problems: [FieldProblem], _ context: VisitorContext, status: HTTPResponse.Status = .ok) async throws -> Response {
        guard let (hash, actor) = try await asked(context) else { return nothing(context) }
        let now = hub.now(), token = context.token, hubName = context.face.name, link = try context.parameter("token").orNotFound()
        let page: RefereePage? = try await hub.archive.read(by: actor, for: .volunteering) { db, access in
            guard let referee = try db.referees.find(link: hash, madeAfter: Self.oldest(now))?.referee,
                  let person = try db.persons.find(referee.person, visibleTo: actor) else { return nil }
            let name = try access.open(person.givenName, in: person.id.text, of: person.id, as: .askedAbout)
            return RefereePage(token: token, link: link, volunteer: name, hubName: hubName, reply: reply, problems: problems)
        }
        return page.map { context.show($0, status: status) } ?? nothing(context)
    }

    /// The hash of the link followed, and the referee as an actor; nil where it leads nowhere.
    private func asked(_ context: VisitorContext) async throws -> (hash: [UInt8], actor: Actor)? {
        let hash = Secret.hash(context.parameter("token") ?? ""), oldest = Self.oldest(hub.now())
        let found = try await hub.archive.read { try $0.referees.find(link: hash, madeAfter: oldest) }
        return found.map { (hash, $0.referee.actor(in: $0.organization)) }
    }

    private func nothing(_ context: VisitorContext) -> Response { context.show(RefereeDonePage(isThanks: false), status: .notFound) }

    private static func share(_ referee: String) -> String { "referee \(referee)" }

    private static func oldest(_ now: Date) -> Date { now.addingTimeInterval(-Double(Referee.linkDays) * 86_400) }
}
