import Foundation
import Identity
import Localization
import Optimization
import Storage
import Trust
import Web

extension RoundPage {
    /// One page of a list; the same number of queries however large the town is.
    init(number: Int, showsWaiting: Bool, left: Int, token: FormToken, zone: TimeZone, desk: RoundDesk, now: Date, db: any Connection, access: inout Access) throws {
        let round = try db.rounds.current(of: access.actor.organization)
        let proposals = try round.map { try db.rounds.proposals(of: $0.id, matched: !showsWaiting, on: desk.today, page: number) } ?? []
        let fresh = try db.matches.silent(of: access.actor.organization, at: now)
        let held = try db.holds.list(of: access.actor.organization, on: desk.today)
        let step = try round.flatMap { try db.rounds.step(of: $0.id, on: desk.today) }, added = step?.additions ?? []
        let needs = try db.facts.needs(proposals.map(\.need) + fresh.map(\.need) + held.map(\.need) + added.map(\.need))
        let offers = try db.facts.offers(proposals.compactMap(\.offer) + fresh.map(\.offer) + held.map(\.offer) + added.map(\.offer))
        let labels = try RoundLabels(needs: needs, offers: offers, catalog: desk.catalog, db: db, access: &access)
        let needFacts = Dictionary(needs.map { ($0.id, $0) }) { first, _ in first }, offerFacts = Dictionary(offers.map { ($0.id, $0) }) { first, _ in first }
        let inForce = try db.policies.inForce(in: access.actor.organization), policy = try round.map { try db.policies.policy($0.policy) }
        let rules = desk.rules.weighing((policy ?? .standard).weights)
        let said = try db.pairRules.all(of: proposals.map(\.need)), kept = try db.holds.kept(in: access.actor.organization, on: desk.today)
        func fit(_ need: NeedID, _ offer: OfferID) -> Fit? { needFacts[need].flatMap { need in offerFacts[offer].map { rules.fit(need, $0) } } }
        func obstacles(_ need: NeedID, _ offer: OfferID) -> [Obstacle] {
            needFacts[need].flatMap { need in offerFacts[offer].map { rules.obstacles(need, kept.left(of: $0), rule: said[Round.Key(need.id, $0.id)]) } } ?? []
        }
        self.init(
            token: token, round: round, part: try round?.part.flatMap { PartName($0, desk.catalog, try db.places.all()) }, policy: policy ?? inForce?.policy ?? .standard, isPolicyNew: try round.map { try db.policies.isAny(of: $0.id, besides: inForce?.policy ?? .standard) } ?? false,
            lines: proposals.compactMap { proposal in
                labels.known(proposal.need).map { need in
                    Line(
                        need: need, offer: proposal.offer.flatMap(labels.known), isProposed: proposal.offer != nil,
                        fit: proposal.offer.flatMap { fit(proposal.need, $0) }, obstacles: proposal.offer.map { obstacles(proposal.need, $0) } ?? [])
                }
            },
            proposed: try round.map { try db.rounds.count(of: $0.id, matched: true, on: desk.today) } ?? 0,
            waiting: try round.map { try db.rounds.count(of: $0.id, matched: false, on: desk.today) } ?? 0,
            showsWaiting: showsWaiting, number: number,
            silent: fresh.compactMap { match in
                labels.known(match.need).flatMap { need in
                    labels.known(match.offer).map { Silent(match: match.id, need: need, offer: $0, leavesAt: match.asksLeaveAt) }
                }
            },
            held: HoldPart(token: token, items: held.compactMap { hold in
                labels.known(hold.need).flatMap { need in labels.known(hold.offer).map { .init(need: need, offer: $0, until: hold.until) } }
            }),
            fresh: step.map { step in
                FreshPart(token: token, items: added.compactMap { addition in
                    labels.known(addition.need).flatMap { need in
                        labels.known(addition.offer).map { .init(need: need, offer: $0, fit: fit(addition.need, addition.offer), before: addition.before) }
                    }
                }, count: step.count, more: step.more, moved: step.moved, today: desk.today)
            },
            left: left, today: rules.day, zone: zone)
    }
}

/// What a round says of one need, reckoned before anything is read of people: it can take as long as another round.
struct NeedReckoning: Sendable {
    let day: Day
    let need: NeedFacts
    let proposed: OfferFacts?
    /// Who could help as well, and what it would cost all others.
    let better: [(offer: OfferFacts, cost: Cost?)]
    /// Whom rules keep apart from it.
    let apart: [(offer: OfferFacts, obstacles: [Obstacle])]
    /// How many offers of its program there are in all.
    let offers: Int
    /// How many of each list are shown.
    private static let shown = 10

    /// Nil where the need is not in the round.
    init?(_ id: NeedID, in round: Round) throws {
        guard let index = round.index(of: id), case let need = round.needs[index] else { return nil }
        let all = round.offers(in: need.program), proposed = round.offer(for: index)
        (day, self.need, self.proposed, offers) = (round.rules.day, need, proposed, all.count)
        better = Array(try Explanation(of: round.market, round.solution).alternatives(of: index)
            .compactMap { found in found.outcome.flatMap { outcome in round.offer(at: found.offer, for: need.program).map { ($0, round.cost(of: outcome)) } } }
            .filter { $0.0.id != proposed?.id }.prefix(Self.shown))
        apart = Array(all.map { ($0, round.obstacles(need, $0)) }.filter { !$0.1.isEmpty }
            .sorted { ($0.1.count, $0.0.id) < ($1.1.count, $1.0.id) }.prefix(Self.shown))
    }
}

extension NeedRoundPage {
    init(_ reckoned: NeedReckoning, desk: RoundDesk, db: any Connection, access: inout Access) throws {
        let named = reckoned.better.map(\.offer) + reckoned.apart.map(\.offer) + (reckoned.proposed.map { [$0] } ?? [])
        let labels = try RoundLabels(needs: [reckoned.need], offers: named, catalog: desk.catalog, db: db, access: &access)
        self.init(
            need: try labels.need(reckoned.need.id), proposed: try reckoned.proposed.map { try labels.offer($0.id) },
            alternatives: try reckoned.better.map { Alternative(offer: try labels.offer($0.offer.id), cost: $0.cost) },
            apart: try reckoned.apart.map { Apart(offer: try labels.offer($0.offer.id), obstacles: $0.obstacles) }, offers: reckoned.offers, today: reckoned.day)
    }
}

/// What a round says of one pair, reckoned before anything is read of people: it can take as long as two more rounds.
struct PairReckoning: Sendable {
    let round: Round
    let index: Int
    let offer: OfferFacts
    let obstacles: [Obstacle]
    /// What forcing the pair would bring; nil where a rule keeps the two apart.
    let outcome: Outcome?
    let changes: [Change]?
    var need: NeedFacts { round.needs[index] }

    /// Nil where the need or the offer is not in the round.
    init?(_ needID: NeedID, _ offerID: OfferID, in round: Round) throws {
        guard let index = round.index(of: needID), case let need = round.needs[index], let offer = round.offers(in: need.program).first(where: { $0.id == offerID }) else { return nil }
        (self.round, self.index, self.offer) = (round, index, offer)
        obstacles = round.obstacles(need, offer)
        outcome = obstacles.isEmpty ? try round.place(of: offer).flatMap { try Explanation(of: round.market, round.solution).outcome(ofForcing: index, $0) } : nil
        changes = try NearestChange(round: round, need: need, offer: offer).find()
    }
}

extension PairPage {
    init(_ pair: PairReckoning, token: FormToken, desk: RoundDesk, db: any Connection, access: inout Access) throws {
        let (round, need, offer) = (pair.round, pair.need, pair.offer)
        let moved = pair.outcome?.moves.map { ($0, round.needs[$0.need].program) } ?? []
        let named = moved.flatMap { move, program in [move.from, move.to].compactMap { $0.flatMap { round.offer(at: $0, for: program) } } }
        let labels = try RoundLabels(needs: [need] + moved.map { round.needs[$0.0.need] }, offers: [offer] + named, catalog: desk.catalog, db: db, access: &access)
        func label(_ place: Int?, _ program: String) throws -> OfferSummary? {
            try place.flatMap { round.offer(at: $0, for: program) }.map { try labels.offer($0.id) }
        }
        let shifts = try moved.map { move, program in
            Shift(need: try labels.need(round.needs[move.need].id), from: try label(move.from, program), to: try label(move.to, program))
        }
        let isProposed = round.offer(for: pair.index)?.id == offer.id
        self.init(
            token: token, need: try labels.need(need.id), offer: try labels.offer(offer.id),
            verdict: isProposed ? .proposed : pair.outcome.map { .possible(round.cost(of: $0), shifts) } ?? .apart(pair.obstacles),
            fit: pair.obstacles.isEmpty ? round.rules.fit(need, offer) : nil,
            changes: pair.changes, rule: round.rule(need, offer), today: round.rules.day, isProved: round.gap.map { $0 == .proved } ?? true)
    }
}
