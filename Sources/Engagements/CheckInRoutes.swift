import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Vault
import Web

/// How it goes, asked of each side: by link, signed in, or at the desk.
struct CheckInRoutes: Sendable {
    let hub: Hub
    let parts: LifeParts

    var doors: [Door] {
        Door.own(.get, my: "/my/check-ins/:id", link: "/check-ins/:id/:key", show)
            + Door.own(.post, my: "/my/check-ins/:id/answer", link: "/check-ins/:id/:key/answer", answer)
            + [.roles([.caseWorker, .coordinator], .get, "/check-ins/:id/desk", for: .matching) { try await show($0, $1.visitor) },
               .roles([.caseWorker, .coordinator], .post, "/check-ins/:id/desk/answer", for: .matching) { try await answer($0, $1.visitor) }]
    }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let (checkIn, _, guest) = try await asked(context)
        return context.show(try await page(checkIn, guest, CheckInForm(), [], context))
    }

    private func page(_ checkIn: CheckIn, _ guest: Guest, _ form: CheckInForm, _ problems: [FieldProblem], _ context: VisitorContext) async throws -> CheckInPage {
        let rests = try await rests(checkIn)
        guard !guest.isDesk || !rests else { throw Refusal.restricted }
        let asked = guest.isDesk ? try await hub.archive.read(by: guest.actor, for: .matching) { try $1.nameAtDesk(of: checkIn.person, in: $0) } : nil
        return CheckInPage(
            token: context.token, place: guest.place, form: form, problems: problems, isAnswered: checkIn.answeredAt != nil, isDesk: guest.isDesk,
            asked: asked, concern: guest.isDesk ? nil : hub.concernRoute(guest), rests: rests)
    }

    /// Whoever asked that their data is not used is asked nothing, by an old letter neither. A concern stays open to them: it is
    /// read to keep people safe, while an answer here would make flags that others work with.
    private func rests(_ checkIn: CheckIn) async throws -> Bool { try await !hub.archive.read { try $0.restrictions.among([checkIn.person]) }.isEmpty }

    @Sendable private func answer(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let (checkIn, engagement, guest) = try await asked(context), form = CheckInForm(context.fields), now = hub.now()
        guard try await !rests(checkIn) else { return context.show(try await page(checkIn, guest, form, [], context), status: .conflict) }
        guard let answers = form.answers else {
            return context.show(try await page(checkIn, guest, form, form.problems, context), status: .unprocessableContent)
        }
        let words = form.words.isEmpty ? nil : try hub.keyring.seal(form.words, as: CheckInWords.self, row: checkIn.id.text, of: checkIn.person)
        try await hub.archive.write(by: guest.actor, for: .matching) { db, access in
            guard try db.restrictions.among([checkIn.person]).isEmpty else { throw Refusal.restricted }
            // The first answer stands; a second one only sees the thanks.
            guard try db.checkIns.take(answers, words: words, to: checkIn, in: engagement.organization, guest.taking, at: now) else { return }
            try access.record(.checkInAnswered, on: checkIn.id, of: checkIn.person, fields: [guest.taking.channel.rawValue], at: now, in: db)
        }
        return .redirect(to: guest.place.route)
    }

    private func asked(_ context: VisitorContext) async throws -> (CheckIn, Engagement, Guest) {
        let id = try context.parameter("id").flatMap { CheckInID($0) }.orNotFound(), path = "/check-ins/\(id.text)"
        let found = try await hub.archive.read { db in
            try db.checkIns.find(id).flatMap { checkIn in try db.engagements.find(checkIn.engagement).map { (checkIn, $0) } }
        }
        let (checkIn, engagement) = try found.orNotFound()
        guard context.here.hasPrefix(path + "/desk"), let actor = context.actor else {
            let guest = try await context.guest(of: checkIn.person, in: engagement.organization, at: path, hub)
            guard guest.key == nil || !engagement.isLongOver(at: hub.now()) else { throw LifeProblem.longOver }
            return (checkIn, engagement, guest)
        }
        try await hub.checkDesk(actor, engagement.match, engagement.organization, checkIn.side)
        let taking = Taking.desk(actor.user, isInterpreted: context.fields["interpreted"] == "yes")
        return (checkIn, engagement, Guest(actor: actor, taking: taking, place: .desk(path), key: nil))
    }
}
