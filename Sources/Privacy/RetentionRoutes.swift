import Foundation
import House
import Hummingbird
import Identity
import Localization
import Storage
import Trust
import Web

/// Retention for the officer of the organization that runs the hub.
struct RetentionRoutes: Sendable {
    let hub: Hub
    private let officers: Set<Role> = [.officer]
    private var rules: [RetentionRule] { hub.features.flatMap(\.retention) }
    private var retention: Retention { Retention(hub: hub) }
    private var today: Day { retention.today }

    var doors: [Door] {
        [.roles(officers, .get, "/retention", for: .dataProtection, show), Door.roles(officers, .post, "/retention/date", for: .dataProtection, confirm).fresh(),
         .roles(officers, .get, "/retention/:event", for: .dataProtection, list),
         Door.roles(officers, .post, "/retention/:event/disposal", for: .dataProtection, dispose).fresh(),
         .roles(officers, .post, "/retention/:event/holds", for: .dataProtection, hold),
         .roles(officers, .post, "/retention/holds/:id/lifting", for: .dataProtection, lift)]
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let isOurs = try await hub.ownOrganization() == context.actor.organization, token = context.token, hub = hub, rules = rules, retention = retention, today = today
        let page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            var lines: [RetentionPage.Line] = [], gone: [RetentionPage.Gone] = []
            // What the whole hub keeps is for the officer of whoever runs it.
            for rule in isOurs ? rules : [] {
                let now = try retention.due(rule, on: today, limit: Retention.most, db).count
                let next = try retention.due(rule, on: today.adding(days: 1), limit: Retention.most, db).count
                lines.append(RetentionPage.Line(
                    event: rule.event.rawValue, title: rule.title, trigger: rule.trigger, days: rule.days, action: rule.action,
                    waiting: rule.action == .review ? now : 0, tomorrow: rule.action == .review ? next - now : next))
            }
            if isOurs {
                gone = try db.retention.runs(limit: 40).map { run in
                    RetentionPage.Gone(day: run.day, title: rules.first { $0.event == run.event }?.title ?? Message("What the rule was named before"), records: run.records)
                }
            }
            let holds = try db.holds.list(visibleTo: access.actor, on: today)
            var shown: [ShownHold] = []
            for hold in holds { shown.append(try ShownHold(hold, hub, db, &access)) }
            let gap = isOurs ? try db.nights.gap(on: today).map { RetentionPage.Gap(last: $0, today: today) } : nil
            return RetentionPage(token: token, lines: lines, gone: gone, holds: shown, gap: gap)
        }
        return context.show(page)
    }

    /// Another date than the one that stood on the page was not confirmed.
    @Sendable private func confirm(_ request: Request, _ context: SignedInContext) async throws -> Response {
        guard try await hub.ownOrganization() == context.actor.organization else { throw Refusal.notFound }
        guard let day = Day(typed: context.fields["day"]), try await retention.confirm(day, by: context.actor) else { throw RequestProblem.changed }
        return .redirect(to: "/retention")
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response { context.show(try await page(context)) }

    private func page(_ context: SignedInContext) async throws -> RetentionListPage {
        let rule = try await rule(context), hub = hub, retention = retention, today = today, token = context.token, zone = context.visitor.face.timeZone
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, _ in
            let due = try retention.due(rule, on: today.adding(days: 1), limit: Retention.most, db)
            // Whoever decides on concerns that are over is not told by this who raised them.
            let isOfConcerns = hub.features.flatMap(\.personalData).contains { $0.retention.event == rule.event && $0.kind == .concern }
            let waiting = rule.action == .review ? try retention.due(rule, on: today, limit: Retention.most, db).count : 0
            return RetentionListPage(
                token: token, event: rule.event.rawValue, rule: rule.title, action: rule.action, day: today.adding(days: 1),
                lines: due.prefix(RetentionListPage.perPage + 1).map { record in
                    .init(code: String(hub.keyring.mac(record.id, for: "retention").prefix(8)), people: isOfConcerns ? [] : record.people.map(hub.code), since: Day(record.since, in: zone))
                }, waiting: waiting)
        }
    }

    @Sendable private func dispose(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let rule = try await rule(context), actor = context.actor, now = hub.now()
        guard rule.action == .review else { throw RequestProblem.changed }
        // By a date that nobody has confirmed nothing is due; the page says so.
        let today = today
        guard try await hub.archive.read({ try $0.nights.gap(on: today) }) == nil else { return .redirect(to: "/retention") }
        try await hub.archive.write(by: actor, for: context.purpose) { db, access in
            try access.record(.retentionDecided, on: rule.event.rawValue, at: now, in: db)
        }
        try await retention.decide(rule, on: today, by: actor)
        return .redirect(to: "/retention")
    }

    @Sendable private func hold(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let form = HoldForm(context.fields), code = context.fields["code"], rule = try await rule(context)
        let person = try await due(rule).first { hub.code(of: $0) == code }
        let problems = (person == nil ? [FieldProblem("code", Message("Nobody is known by this code. Copy it from a list."))] : []) + form.problems(today: today)
        guard problems.isEmpty, let person else {
            var page = try await page(context)
            (page.holding, page.held, page.problems) = (form, code, problems)
            return context.show(page, status: .unprocessableContent)
        }
        try await LegalHolds(hub: hub).set(form, on: person, by: context.actor)
        return .redirect(to: "/retention")
    }

    @Sendable private func lift(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("id").flatMap { LegalHoldID($0) }.orNotFound()
        try await LegalHolds(hub: hub).lift(id, by: context.actor)
        return .redirect(to: "/retention")
    }

    /// Those about whom something is due by tomorrow.
    private func due(_ rule: RetentionRule) async throws -> [PersonID] {
        let retention = retention, tomorrow = today.adding(days: 1)
        return try await hub.archive.read { try retention.due(rule, on: tomorrow, limit: Retention.most, $0).flatMap(\.people) }
    }

    /// The rule of this address, where the actor is of the organization that runs the hub.
    private func rule(_ context: SignedInContext) async throws -> RetentionRule {
        guard try await hub.ownOrganization() == context.actor.organization else { throw Refusal.notFound }
        return try rules.first { $0.event.rawValue == context.parameter("event") }.orNotFound()
    }
}

extension AuditAction {
    static let retentionDecided = AuditAction(rawValue: "retention.decided")
}
