import Accounts
import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Vault
import Web

/// The coordinator's side of what was approved and of what goes on.
struct EngagementRoutes: Sendable {
    let hub: Hub
    let parts: LifeParts

    var doors: [Door] {
        [door(.get, "/engagements", list), door(.get, "/engagements/:id", show), door(.post, "/engagements/:id/suspension", suspend),
         door(.post, "/engagements/:id/resumption", resume), door(.post, "/engagements/:id/ending", end), door(.post, "/engagements/:id/reopening", reopen),
         door(.post, "/engagements/:id/extension", extend), door(.post, "/engagements/:id/supervisor", supervise),
         door(.post, "/engagements/:id/flags/:flag/settlement", settle), door(.get, "/asks", asks), door(.post, "/matches/:id/withdrawal", withdraw)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.coordinator], method, path, for: .volunteering, work)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let number = Pager.number(asked: request.uri.query), actor = context.actor, parts = parts
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let (engagements, total) = try db.engagements.list(visibleTo: actor, page: number), ids = engagements.map(\.id)
            let flags = try db.flags.open(of: ids), last = try db.meetings.last(of: ids)
            let initials = try Self.initials(of: engagements.flatMap { [$0.newcomer] + ($0.volunteer.map { [$0] } ?? []) }, db, &access)
            let items = engagements.map { engagement in
                EngagementListPage.Item(
                    id: engagement.id, program: parts.programs[engagement.program],
                    initials: [engagement.newcomer, engagement.volunteer].compactMap { $0.flatMap { initials[$0] } }.joined(separator: " – "),
                    status: engagement.status, flags: flags[engagement.id] ?? [], since: engagement.startedOn, lastMet: last[engagement.id])
            }
            return EngagementListPage(items: items, total: total, number: number)
        }
        return context.show(page)
    }

    /// First letters of first names: a list tells people apart and names nobody.
    private static func initials(of people: [PersonID], _ db: any Connection, _ access: inout Access) throws -> [PersonID: String] {
        try db.persons.find(people, visibleTo: access.actor).reduce(into: [:]) { found, person in
            found[person.id] = "\(try access.open(person.givenName, in: person.id.text, of: person.id, as: .sameOrganization).prefix(1))."
        }
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        context.show(try await page(context))
    }

    private func page(_ context: SignedInContext, form: EngagementForm = EngagementForm(), _ problems: [FieldProblem] = []) async throws -> EngagementPage {
        let id = try engagement(context), now = hub.now()
        let record = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            try EngagementRecord.open(id, in: db, &access, at: now)
        }
        return EngagementPage(
            token: context.token, record: record, program: parts.programs[record.engagement.program], canUndo: record.engagement.isUndoable(at: now),
            zone: context.visitor.face.timeZone, form: form, problems: problems)
    }

    /// The page again with what was typed; one that ended meanwhile has no such form any more.
    private func again(_ context: SignedInContext, _ problem: FieldProblem) async throws -> Response {
        let page = try await page(context, form: EngagementForm(context.fields), [problem])
        guard page.record.engagement.status != .ended else { throw LifeProblem.changed }
        return context.show(page, status: .unprocessableContent)
    }

    @Sendable private func suspend(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await change(context) { living, engagement, db, access, now in
            guard try living.suspend(engagement, .decision, in: db, &access, at: now) else { throw LifeProblem.changed }
        }
    }

    @Sendable private func resume(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await change(context) { living, engagement, db, access, now in try living.resume(engagement, in: db, &access, at: now) }
    }

    @Sendable private func end(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = EngagementForm(context.fields), words = form.reached, isNeedMet = form.isNeedMet, keyring = hub.keyring
        guard let ending = form.ending else { return try await again(context, FieldProblem("ending", Message("Choose why it ends."))) }
        return try await change(context) { living, engagement, db, access, now in
            let reached = words.isEmpty ? nil : try keyring.seal(words, as: ReachedWords.self, row: engagement.id.text, of: engagement.newcomer)
            try living.end(engagement, ending, isNeedMet: isNeedMet, reached: reached, in: db, &access, at: now)
        }
    }

    @Sendable private func reopen(_ request: Request, _ context: SignedInContext) async throws -> Response {
        do {
            return try await change(context) { living, engagement, db, access, now in try living.reopen(engagement, in: db, &access, at: now) }
        } catch StorageProblem.unique, StorageProblem.trigger {
            // The need or the place is part of another match by now, or there is no room for everyone any more.
            throw LifeProblem.takenUp
        }
    }

    @Sendable private func extend(_ request: Request, _ context: SignedInContext) async throws -> Response {
        do {
            guard let day = Day(typed: context.fields["until"]) else { throw FieldProblem.untilLater }
            return try await change(context) { _, engagement, db, access, now in
                guard engagement.canBePlanned(until: day) else { throw FieldProblem.untilLater }
                guard try db.engagements.extend(engagement.id, until: day) else { throw LifeProblem.changed }
                try access.record(.engagementExtended, on: engagement.id, fields: ["planned_until"], at: now, in: db)
            }
        } catch let problem as FieldProblem {
            return try await again(context, problem)
        }
    }

    @Sendable private func supervise(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let user = try UserID(context.fields["supervisor"]).orNotFound()
        return try await change(context) { _, engagement, db, access, now in
            guard try db.staff.holding([.coordinator, .caseWorker], in: engagement.organization).contains(where: { $0.user == user }) else { throw Refusal.notFound }
            guard try db.engagements.setSupervisor(user, of: engagement.id) else { throw LifeProblem.changed }
            try access.record(.supervisorChanged, on: engagement.id, fields: ["supervisor_id"], at: now, in: db)
        }
    }

    @Sendable private func settle(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let flag = try context.parameter("flag").orNotFound(), words = String(context.fields["note"].prefix(2000)), keyring = hub.keyring
        return try await change(context) { _, engagement, db, access, now in
            let note = words.isEmpty ? nil : try keyring.seal(words, as: FlagNote.self, row: flag, of: engagement.newcomer)
            // What was settled in another window stays as it was settled there.
            guard try db.flags.settle(flag, of: engagement.id, note: note, by: access.actor.user, at: now) else { return }
            try access.record(.flagSettled, on: engagement.id, of: engagement.newcomer, at: now, in: db)
        }
    }

    @Sendable private func asks(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let number = Pager.number(asked: request.uri.query), actor = context.actor, now = hub.now(), parts = parts, zone = context.visitor.face.timeZone, token = context.token
        let page = try await hub.archive.read(by: actor, for: context.purpose) { db, access in
            let (matches, total) = try db.asks.open(visibleTo: actor, page: number, declinedAfter: now - 30 * 86_400)
            let asks = Dictionary(grouping: try db.asks.asks(of: matches.map(\.match.id)), by: \.match)
            let initials = try Self.initials(of: asks.values.flatMap { $0.map(\.person) }, db, &access)
            let unfinished = Set(try Sharing.unfinished(asks.values.flatMap { $0 }, in: db, at: now).map(\.id))
            var items: [AskListPage.Item] = []
            for (match, program) in matches {
                var lines: [AskListPage.Asked] = []
                for ask in asks[match.id] ?? [] {
                    let reason = try access.isRestricted(ask.person) ? nil : try ask.reason.map { try access.open($0, in: ask.id.text, of: ask.person, as: .sameOrganization) }
                    lines.append(AskListPage.Asked(id: ask.id, side: ask.side, initial: initials[ask.person], answer: ask.answer, reason: reason, isUnfinished: unfinished.contains(ask.id)))
                }
                items.append(AskListPage.Item(
                    match: match.id, program: parts.programs[program], status: match.status, since: Day(match.asksLeaveAt, in: zone), isSilent: match.isSilent(at: now),
                    asks: lines.sorted { $0.side.rawValue < $1.side.rawValue }))
            }
            return AskListPage(token: token, items: items, number: number, total: total)
        }
        return context.show(page)
    }

    @Sendable private func withdraw(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").flatMap { MatchID($0) }.orNotFound(), actor = context.actor, now = hub.now(), hub = hub
        let wasSilent = try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            let match = try db.matches.find(id, visibleTo: actor).orNotFound()
            try Asking.takeBack(match, hub: hub, in: db, &access, at: now)
            return match.isSilent(at: now)
        }
        // Back to where it was approved, or to the questions that are under way.
        return .redirect(to: wasSilent ? "/round" : "/asks")
    }

    private func change(
        _ context: SignedInContext, _ work: @escaping @Sendable (Living, Engagement, any Connection, inout Access, Date) throws -> Void
    ) async throws -> Response {
        let id = try engagement(context), actor = context.actor, now = hub.now(), living = Living(hub: hub, parts: parts)
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            try work(living, try db.engagements.find(id, visibleTo: actor).orNotFound(), db, &access, now)
        }
        return .redirect(to: "/engagements/\(id.text)")
    }

    private func engagement(_ context: SignedInContext) throws -> EngagementID {
        try context.parameter("id").flatMap { EngagementID($0) }.orNotFound()
    }
}
