import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// An engagement as its two sides see it.
struct OwnEngagementRoutes: Sendable {
    let hub: Hub
    let parts: LifeParts

    var doors: [Door] {
        Door.own(.get, my: "/my/engagements/:id", link: "/engagements/:id/:side/:key", show)
            + Door.own(.post, my: "/my/engagements/:id/meetings", link: "/engagements/:id/:side/:key/meetings", log)
            + Door.own(.post, my: "/my/engagements/:id/meetings/removal", link: "/engagements/:id/:side/:key/meetings/removal", takeBack)
            + Door.own(.post, my: "/my/engagements/:id/support", link: "/engagements/:id/:side/:key/support", support)
            + Door.own(.post, my: "/my/engagements/:id/sharing", link: "/engagements/:id/:side/:key/sharing", share)
    }

    @Sendable private func show(_ request: Request, _ context: VisitorContext) async throws -> Response {
        context.show(try await page(context, []))
    }

    private func page(_ context: VisitorContext, _ problems: [FieldProblem]) async throws -> OwnEngagementPage {
        let (found, side, guest) = try await entered(context), now = hub.now(), hub = hub, parts = parts
        let today = Day(now, in: context.face.timeZone), token = context.token
        return try await hub.archive.read(by: guest.actor, for: .matching) { db, access in
            let engagement = try db.engagements.find(found.id).orNotFound()
            let waiting = try db.checkIns.waiting(of: [engagement.id]).first { $0.side == side }
            let supervisor = try db.staff.find([engagement.supervisor]).first
            let name = try supervisor.map { try access.open($0.name, in: $0.user.text, of: $0.person, as: .turnedTo) }
            var page = OwnEngagementPage(
                token: token, place: guest.place, side: side, program: parts.programs[engagement.program], status: engagement.status,
                other: try other(than: side, in: engagement, db, &access, at: now), timesAMonth: engagement.timesAMonth,
                startedOn: engagement.startedOn, plannedUntil: engagement.plannedUntil, today: today, supervisor: name ?? "", phone: hub.settings.value.helperPhone,
                meetings: try db.meetings.list(of: engagement.id, limit: 20).filter { $0.side == side }.prefix(8).map { $0 },
                question: waiting.map { hub.nextPlace("/check-ins/\($0.id.text)", own: "/check-ins/\($0.id.text)", guest).route },
                hasAskedForSupport: try db.flags.list(of: engagement.id, limit: 20).contains { $0.kind == .support && $0.side == side && $0.settledAt == nil },
                problems: problems, concern: hub.concernRoute(guest))
            // Asked only where a yes could be said here.
            if page.status == .active, case .throughUs(isMyOwnDoing: true) = page.other {
                page.isChild = try access.isChild(try engagement.person(side).orNotFound(), guest, hub, in: db, at: now) ?? false
            }
            return page
        }
    }

    /// The other side, opened only while it lives and both share at this moment.
    private func other(than side: Side, in engagement: Engagement, _ db: any Connection, _ access: inout Access, at now: Date) throws -> OwnEngagementPage.Other {
        guard let person = engagement.person(side.other) else {
            return .organization(try db.asks.parties(of: engagement.match)?.title ?? "")
        }
        if engagement.status == .active, try Sharing.open(among: [engagement], in: db, at: now).contains(engagement.id),
           let companion = try Companion.open(person, side.other, in: db, &access, at: now) { return .known(companion) }
        let own = try engagement.person(side).map { try db.consents.latest(of: [$0])[$0] } ?? nil
        return .throughUs(isMyOwnDoing: !Sharing.permits(own, side, at: now))
    }

    @Sendable private func log(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let today = Day(hub.now(), in: context.face.timeZone), chosen = context.fields["day"]
        guard let day = Day(typed: chosen == "other" ? context.fields["date"] : chosen), day <= today, today.days(since: day) <= 366 else {
            let problem = FieldProblem("date", Message("Write the day, such as 2026-11-21. It can't be in the future."))
            return context.show(try await page(context, [problem]), status: .unprocessableContent)
        }
        let kind = try Meeting.Kind(rawValue: context.fields["kind"]).orNotFound()
        return try await change(context) { engagement, side, _, db, access, now in
            guard engagement.status == .active, day >= engagement.startedOn else { throw LifeProblem.changed }
            try db.meetings.log(Meeting(side: side, day: day, kind: kind), of: engagement.id, at: now)
            if kind == .met { try db.flags.settle(.noFirstMeeting, of: engagement.id, at: now) }
            try access.record(.meetingLogged, on: engagement.id, of: engagement.person(side), fields: ["kind"], at: now, in: db)
        }
    }

    @Sendable private func takeBack(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let day = try Day(typed: context.fields["day"]).orNotFound(), kind = try Meeting.Kind(rawValue: context.fields["kind"]).orNotFound()
        return try await change(context) { engagement, side, _, db, access, now in
            guard try db.meetings.remove(Meeting(side: side, day: day, kind: kind), of: engagement.id) else { return }
            try access.record(.meetingTakenBack, on: engagement.id, of: engagement.person(side), fields: ["kind"], at: now, in: db)
        }
    }

    @Sendable private func support(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let kind: Flag.Kind = context.fields["kind"] == "stop" ? .stop : .support
        return try await change(context) { engagement, side, _, db, access, now in
            guard engagement.status != .ended else { throw LifeProblem.changed }
            guard try db.flags.raise(kind, side, of: engagement.id, in: engagement.organization, at: now) else { return }
            try access.record(.flagRaised, on: engagement.id, of: engagement.person(side), fields: ["kind"], at: now, in: db)
        }
    }

    @Sendable private func share(_ request: Request, _ context: VisitorContext) async throws -> Response {
        let language = context.say.language, hub = hub, parts = parts
        let decision: ConsentEvent.Decision = context.fields["sharing"] == "withdrawn" ? .withdrawn : .given
        return try await change(context) { engagement, side, guest, db, access, now in
            let person = try engagement.person(side).orNotFound()
            try Answering(hub: hub, parts: parts).share(decision, side, of: person, guest, in: language, db, &access, at: now)
        }
    }

    private func change(
        _ context: VisitorContext, _ work: @escaping @Sendable (Engagement, Side, Guest, any Connection, inout Access, Date) throws -> Void
    ) async throws -> Response {
        let (engagement, side, guest) = try await entered(context), now = hub.now()
        try await hub.archive.write(by: guest.actor, for: .matching) { db, access in
            try work(try db.engagements.find(engagement.id).orNotFound(), side, guest, db, &access, now)
        }
        return .redirect(to: guest.place.route)
    }

    /// The engagement the address names, and on which side the one who looks stands.
    private func entered(_ context: VisitorContext) async throws -> (Engagement, Side, Guest) {
        let id = try context.parameter("id").flatMap { EngagementID($0) }.orNotFound()
        let engagement = try await hub.archive.read { try $0.engagements.find(id) }.orNotFound()
        let named = context.parameter("side").map { Side(rawValue: $0) } ?? context.actor.flatMap { engagement.side(of: $0.person) }
        guard let side = named, let person = engagement.person(side) else { throw Refusal.notFound }
        let own = "/engagements/\(id.text)"
        let guest = try await context.guest(of: person, in: engagement.organization, at: "\(own)/\(side.rawValue)", own: own, hub)
        guard guest.key == nil || !engagement.isLongOver(at: hub.now()) else { throw LifeProblem.longOver }
        return (engagement, side, guest)
    }
}
