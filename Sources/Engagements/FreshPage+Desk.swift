import House
import Identity
import Trust
import Web

extension FreshPage {
    /// Everything is brought in step first, so that whoever asked or offered a moment ago counts.
    init(desk: RoundDesk, token: FormToken, by actor: Actor) async throws {
        let rules = desk.rules, market = try await desk.market(inStepFor: actor), round = try market.keeping(rules)
        let found = round.needs.indices.compactMap { need -> (NeedFacts, OfferFacts)? in
            guard let offer = round.offer(for: need), !market.standing.contains(Round.Key(round.needs[need].id, offer.id)) else { return nil }
            return (round.needs[need], offer)
        }.prefix(Self.shown)
        let labels = try await desk.hub.archive.read(by: actor, for: .matching) { db, access in
            try RoundLabels(needs: found.map(\.0), offers: found.map(\.1), catalog: desk.catalog, db: db, access: &access)
        }
        self.init(
            token: token, lines: try found.map { Line(need: try labels.need($0.id), offer: try labels.offer($1.id), fit: round.rules.fit($0, $1)) }, today: rules.day)
    }

    /// How many are shown; for more a new round is made.
    private static let shown = 50
}
