import Foundation
import House
import Identity
import Storage
import Trust

/// What a coordinator does with a round: make it, say something of a pair, approve.
struct RoundDesk: Sendable {
    let hub: Hub
    let catalog: ProgramCatalog

    var today: Day { Day(hub.now(), in: hub.settings.value.zone) }
    var rules: Rules { rules(on: today) }

    /// The rules as they hold, or held, on this day.
    func rules(on day: Day) -> Rules {
        let settings = hub.settings.value
        return Rules(programs: catalog.all, town: settings.townLanguage, day: day) { settings.pace.minutes(from: $0, to: $1, by: $2) }
    }

    /// Brings the facts in step, solves the round, verifies it, and keeps it in place of the one before.
    /// - Parameter part: nil for everything that is open.
    func make(_ part: RoundPart? = nil, by actor: Actor) async throws {
        let all = try await market(inStepFor: actor), places = part == nil ? [] : try await hub.archive.read { try $0.places.all() }
        let market = part.map { all.part($0, places, rules) } ?? all
        try await keep(try market.round(rules), of: part, from: market, under: market.adopted?.id, by: actor, at: hub.now())
    }

    /// The open market, everything brought in step with what it follows from: for that the actor opens what volunteers told.
    func market(inStepFor actor: Actor) async throws -> OpenMarket {
        let today = today, hub = hub, catalog = catalog
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            try db.facts.refresh(actor.organization, programs: catalog, on: today, hub: hub, &access)
        }
        return try await market(of: actor.organization)
    }

    /// Keeps a round in place of the one before.
    /// - Parameters:
    ///   - part: for which it was made; nil for everything.
    ///   - market: as it was read; nil where nothing else is at work yet.
    /// - Throws: `RoundProblem.overtaken` where another round was made since the market was read.
    func keep(_ round: Round, of part: RoundPart? = nil, from market: OpenMarket?, under policy: PolicyID?, by actor: Actor, at moment: Date) async throws {
        let summary = RoundSummary(
            id: hub.newID(), organization: actor.organization, madeAt: moment, madeBy: actor.user, needs: round.needs.count,
            offers: round.offers.count, pairs: round.pairs, served: round.helped, score: round.points, policy: policy, gap: round.shares?.gap ?? 0, isFair: round.shares?.isKept ?? true, roomGap: round.gap, part: part)
        let proposals = round.proposals, proof = RoundProof(round), kept = try await memory(of: round), token = hub.newID(RoundID.self).text
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            let footing = try db.rounds.footing(of: actor.organization)
            try db.rounds.replace(with: summary, proposals: proposals, over: market?.footing?.round)
            try RoundMemory(db: db).keep(proof, kept, of: summary.id)
            // Of what is outside the part nothing was reckoned, and who brought the round before in step meanwhile took notes that this one
            // knows nothing of: the next look brings it in step. So it does after the first round, before which nothing is noted.
            if part == nil, let market, let seen = market.footing, seen == footing {
                try db.rounds.keep(RoundStep(additions: [], count: 0, more: 0, moved: 0), of: summary.id, on: round.rules.day, token: token)
                try db.marketChanges.forget(market.changes)
            }
            try access.record(.roundMade, on: summary.id, at: moment, in: db)
        }
    }

    /// What the round knows of each need, sealed under the key of the one whose it is.
    private func memory(of round: Round) async throws -> [RoundMemory.Kept] {
        let needs = round.needs.map(\.id), people = try await hub.archive.read { try RoundMemory(db: $0).people(of: needs) }
        return try zip(needs, RoundRecord.all(round.market, round.rooms)).compactMap { need, record in
            guard let person = people[need] else { return nil }
            let id: ID<MatchedPairs> = hub.newID()
            return RoundMemory.Kept(id: id.text, person: person, pairs: try hub.keyring.seal(record.text, as: MatchedPairs.self, row: id.text, of: person))
        }
    }

    /// The round over what is known now; reads the facts and nothing else.
    /// - Parameter policy: nil for the one in force.
    func solve(for organization: OrganizationID, by policy: Policy? = nil) async throws -> Round {
        try await market(of: organization).round(rules, by: policy)
    }

    /// What is open and known now; reads the facts and nothing else.
    func market(of organization: OrganizationID) async throws -> OpenMarket {
        let today = today
        return try await hub.archive.read { try OpenMarket(organization, on: today, $0) }
    }

    /// Puts a policy in force: the next round goes by it. Nothing asks whether a round by it can be reckoned.
    @discardableResult
    func adopt(_ policy: Policy, by actor: Actor, at moment: Date) async throws -> AdoptedPolicy {
        let adopted = AdoptedPolicy(id: hub.newID(), organization: actor.organization, policy: policy, at: moment, by: actor.user)
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            try db.policies.adopt(adopted)
            try access.record(.policyAdopted, on: adopted.id, at: moment, in: db)
        }
        return adopted
    }

    /// Keeps a place of the offer for the need until a day: both rules and places are asked as for an approval.
    ///
    /// - Throws: `RoundProblem`, also where the day is after the giver's last one; `Refusal.notFound` for what is another organization's.
    func hold(_ need: NeedID, _ offer: OfferID, until day: Day, by actor: Actor) async throws {
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            let (_, giver, _) = try check(need, offer, in: db, access.actor)
            if let last = giver.lastDay, day > last { throw RoundProblem.ends(last) }
            try db.holds.set(Hold(need: need, offer: offer, until: day), of: giver.organization, by: access.actor.user, at: hub.now())
            try access.record(.placeHeld, on: need, at: hub.now(), in: db)
        }
    }

    func letGo(_ need: NeedID, by actor: Actor) async throws {
        try await hub.archive.write(by: actor, for: .matching) { db, access in
            _ = try db.needs.find(need, visibleTo: access.actor).orNotFound()
            try db.holds.clear(need)
            try access.record(.placeLetGo, on: need, at: hub.now(), in: db)
        }
    }

    /// Approves one pair: every rule is asked again, today.
    ///
    /// - Throws: `RoundProblem` where it can't be; `Refusal.notFound` for what is another organization's.
    func approve(_ need: NeedID, _ offer: OfferID, by actor: Actor) async throws {
        do {
            try await hub.archive.write(by: actor, for: .matching) { db, access in
                try approve(need, offer, in: db, &access)
            }
        } catch StorageProblem.unique {
            throw RoundProblem.taken
        } catch StorageProblem.trigger {
            throw RoundProblem.full
        }
    }

    /// Approves all that the current round proposes, leaving out what is no longer possible; how many were left out.
    func approveAll(by actor: Actor, _ tell: LongWork.Tell) async throws -> Int {
        guard let round = try await hub.archive.read({ try $0.rounds.current(of: actor.organization) }) else { return 0 }
        let today = today
        let proposals = try await hub.archive.read { try $0.rounds.proposals(of: round.id, matched: true, on: today, page: 1, perPage: Int(Int32.max)) }
        var left = 0
        for (done, proposal) in proposals.enumerated() {
            try await tell(done, proposals.count)
            guard let offer = proposal.offer else { continue }
            do { try await approve(proposal.need, offer, by: actor) } catch {
                left += 1
                if !(error is RoundProblem) { hub.logger.warning("a proposal could not be approved", metadata: ["kind": "\(type(of: error))"]) }
            }
        }
        return left
    }

    private func approve(_ needID: NeedID, _ offerID: OfferID, in db: any Connection, _ access: inout Access) throws {
        let now = hub.now(), actor = access.actor, (offer, giver, household) = try check(needID, offerID, in: db, actor)
        let round = try db.rounds.current(proposing: needID, offerID)
        // What was proposed takes nothing from anybody else; only what is said of a new round may no longer be so.
        if try round == nil && !db.rounds.isAddition(needID, offerID) || db.rounds.isOutdone(in: actor.organization) { try db.marketChanges.note(hub.newID(MatchID.self).text, of: actor.organization) }
        let match = try db.matches.insert(hub.newID(), needID, offer, of: giver, for: household, by: actor.user, at: now, in: round)
        try Asking.begin(match, hub: hub, in: db, &access, at: now)
        try access.record(.matchApproved, on: match.id, at: now, in: db)
    }

    /// Whether the two may be brought together at this moment, by every rule; what was kept of the offer for the need is let go.
    ///
    /// - Throws: `RoundProblem` where they may not; `Refusal.notFound` for what is another organization's.
    private func check(_ needID: NeedID, _ offerID: OfferID, in db: any Connection, _ actor: Actor) throws -> (Offer, Giver, Headcount) {
        let need = try db.needs.find(needID, visibleTo: actor).orNotFound()
        let (offer, giver) = try db.offers.find(offerID, visibleTo: actor).orNotFound()
        guard need.isOpen, try db.matches.matches("need_id = \(needID) AND closed_at IS NULL", limit: 1).isEmpty else { throw RoundProblem.taken }
        if let hold = try db.holds.hold(of: needID) {
            guard hold.offer == offerID || hold.until < today else { throw RoundProblem.held }
            try db.holds.clear(needID)
        }
        guard let needFacts = try db.facts.needs([needID]).first, let known = try db.facts.offers([offerID]).first else { throw RoundProblem.outdated }
        let offerFacts = known.with(try OfferClearances(of: giver, programs: catalog, on: today, db), of: giver)
        let obstacles = rules.obstacles(needFacts, offerFacts, rule: try db.pairRules.rule(needID, offerID))
        guard obstacles.isEmpty else { throw RoundProblem(obstacles) }
        return (offer, giver, needFacts.household)
    }
}

extension AuditAction {
    static let roundMade = AuditAction(rawValue: "round.made")
    static let policyAdopted = AuditAction(rawValue: "policy.adopted")
    static let placeHeld = AuditAction(rawValue: "place.held")
    static let placeLetGo = AuditAction(rawValue: "place.let_go")
    static let matchApproved = AuditAction(rawValue: "match.approved")
    static let pairPinned = AuditAction(rawValue: "pair.pinned")
    static let pairForbidden = AuditAction(rawValue: "pair.forbidden")
    static let pairCleared = AuditAction(rawValue: "pair.cleared")
}
