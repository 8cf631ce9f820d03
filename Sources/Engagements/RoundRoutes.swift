import Foundation
import House
import Hummingbird
import Identity
import Localization
import Markup
import Web

/// The coordinator's way through the matching round.
struct RoundRoutes: Sendable {
    let hub: Hub
    let catalog: ProgramCatalog
    private let turns = Turns(), leftOut = ToldCount("left")
    private var desk: RoundDesk { RoundDesk(hub: hub, catalog: catalog) }

    var doors: [Door] {
        [door(.get, "/round", show), door(.post, "/round", make), door(.get, "/round/part", part),
         door(.get, "/round/outlook", outlook), door(.get, "/round/approval", approval), door(.post, "/round/approval", approveAll), door(.post, "/matches", approve),
         door(.get, "/round/needs/:need", need), door(.get, "/round/needs/:need/offers/:offer", pair),
         door(.post, "/round/needs/:need/offers/:offer", order), door(.post, "/round/needs/:need/offers/:offer/hold", hold),
         door(.post, "/round/needs/:need/hold/removal", letGo)]
    }

    private func door(_ method: HTTPRequest.Method, _ path: String, _ work: @escaping @Sendable (Request, SignedInContext) async throws -> Response) -> Door {
        .roles([.coordinator], method, path, for: .matching, work)
    }

    @Sendable private func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let number = Pager.number(asked: request.uri.query), query = Fields(urlEncoded: request.uri.query ?? "")
        let showsWaiting = query?["list"] == "waiting", left = leftOut.count(in: request, context)
        let desk = desk, now = hub.now(), zone = context.visitor.face.timeZone
        let isFirst = number == 1 && !showsWaiting, behind = isFirst ? try await follow(context.actor) : nil
        var page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            try RoundPage(number: number, showsWaiting: showsWaiting, left: left, token: context.token, zone: zone, desk: desk, now: now, db: db, access: &access)
        }
        page.behind = behind
        return context.show(page)
    }

    /// Brings the round in step, one piece at a time for each organization: who waited finds it done.
    private func follow(_ actor: Actor) async throws -> Message? {
        let desk = desk
        return try await hub.notice { try await turns.take(for: actor.organization) { try await desk.follow(by: actor) } }
    }

    @Sendable private func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let chosen = context.fields["part"]
        guard !chosen.isEmpty else {
            try await desk.make(by: context.actor)
            return .redirect(to: "/round")
        }
        let page = try await partPage(context, wrong: chosen)
        guard let part = RoundPart(chosen), page.offers(part) else { return context.show(page, status: .unprocessableContent) }
        try await desk.make(part, by: context.actor)
        return .redirect(to: "/round")
    }

    @Sendable private func part(_ request: Request, _ context: SignedInContext) async throws -> Response { context.show(try await partPage(context, wrong: nil)) }

    private func partPage(_ context: SignedInContext, wrong: String?) async throws -> RoundPartPage {
        RoundPartPage(token: context.token, programs: catalog.matched, places: try await hub.archive.read { try $0.places.all() }, wrong: wrong)
    }

    @Sendable private func outlook(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let outlook = try Outlook(try await desk.solve(for: context.actor.organization))
        return context.show(OutlookPage(outlook: outlook, programs: Dictionary(desk.catalog.all.map { ($0.id, $0) }) { first, _ in first }))
    }

    @Sendable private func approve(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let need = try NeedID(context.fields["need"]).orNotFound(), offer = try OfferID(context.fields["offer"]).orNotFound()
        try await desk.approve(need, offer, by: context.actor)
        return .redirect(to: "/round")
    }

    /// What would be approved, how far it is, or how it ended.
    @Sendable private func approval(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor
        if case .working(let done, let all)? = await hub.works.standing(of: actor.organization) {
            return context.show(ApprovalProgressPage(done: done, all: all)).renewed(after: 2)
        }
        let end = await hub.works.takeEnd(of: actor.organization), today = desk.today
        if case .done(let left)? = end { return .redirect(to: leftOut.route("/round", left, context)) }
        let proposed = try await hub.archive.read { db in
            try db.rounds.current(of: actor.organization).map { try db.rounds.count(of: $0.id, matched: true, on: today) } ?? 0
        }
        guard proposed > 0 else { return .redirect(to: "/round") }
        return context.show(ApprovalPage(token: context.token, proposed: proposed, hasFailed: end == .failed))
    }

    @Sendable private func approveAll(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let actor = context.actor, desk = desk
        await hub.works.begin(for: actor.organization) { try await desk.approveAll(by: actor, $0) }
        await hub.works.settle(actor.organization)
        return .redirect(to: "/round/approval")
    }

    @Sendable private func need(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.parameter("need").flatMap { NeedID($0) }.orNotFound()
        if let settled = try await settled(id, nil, context) { return settled }
        let desk = desk
        guard let reckoned = try NeedReckoning(id, in: try await desk.solve(for: context.actor.organization)) else {
            return try await settled(id, nil, isMissing: true, context).orNotFound()
        }
        let page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            try NeedRoundPage(reckoned, desk: desk, db: db, access: &access)
        }
        return context.show(page)
    }

    @Sendable private func pair(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await pairPage(context)
    }

    /// - Parameter wrong: what was typed as the last day of a hold, and why it is none.
    private func pairPage(_ context: SignedInContext, wrong: (String, Message)? = nil) async throws -> Response {
        let (needID, offerID) = try pairIDs(context), desk = desk
        if let settled = try await settled(needID, offerID, context) { return settled }
        guard let pair = try PairReckoning(needID, offerID, in: try await desk.solve(for: context.actor.organization)) else {
            return try await settled(needID, offerID, isMissing: true, context).orNotFound()
        }
        var page = try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            try PairPage(pair, token: context.token, desk: desk, db: db, access: &access)
        }
        page.wrong = wrong
        return context.show(page, status: wrong == nil ? .ok : .unprocessableContent)
    }

    /// What stands already of a need, or of a need and an offer; nil where nothing does.
    private func settled(_ need: NeedID, _ offer: OfferID?, isMissing: Bool = false, _ context: SignedInContext) async throws -> Response? {
        let desk = desk
        return try await hub.archive.read(by: context.actor, for: context.purpose) { db, access in
            try SettledPairPage(need, offer, isMissing: isMissing, token: context.token, desk: desk, db: db, access: &access)
        }.map { context.show($0) }
    }

    /// Keeps a place for a need.
    @Sendable private func hold(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (need, offer) = try pairIDs(context), typed = context.fields["until"]
        func again(_ problem: Message) async throws -> Response { try await pairPage(context, wrong: (typed, problem)) }
        guard let day = Hold.day(typed, today: desk.rules.day) else { return try await again(Message("Choose a day from today on, at most three months ahead.")) }
        do { try await desk.hold(need, offer, until: day, by: context.actor) } catch RoundProblem.ends(let last) { return try await again(RoundProblem.ends(last).message) }
        return .redirect(to: "/round")
    }

    @Sendable private func letGo(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await desk.letGo(try context.parameter("need").flatMap { NeedID($0) }.orNotFound(), by: context.actor)
        return .redirect(to: "/round")
    }

    /// Prefers a pair, rules it out, or takes either back.
    @Sendable private func order(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (need, offer) = try pairIDs(context), rule = PairRule(rawValue: context.fields["rule"]), now = hub.now()
        try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            _ = try db.needs.find(need, visibleTo: access.actor).orNotFound()
            _ = try db.offers.find(offer, visibleTo: access.actor).orNotFound()
            if let rule, rule != .refused {
                try db.pairRules.set(rule, need, offer, by: access.actor.user, at: now)
            } else {
                try db.pairRules.clear(need, offer)
            }
            try access.record(rule == .pinned ? .pairPinned : rule == .forbidden ? .pairForbidden : .pairCleared, on: need, at: now, in: db)
        }
        return .redirect(to: "/round/needs/\(need.text)/offers/\(offer.text)")
    }

    private func pairIDs(_ context: SignedInContext) throws -> (NeedID, OfferID) {
        (try context.parameter("need").flatMap { NeedID($0) }.orNotFound(), try context.parameter("offer").flatMap { OfferID($0) }.orNotFound())
    }
}
