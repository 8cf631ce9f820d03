import Identity
import Volunteers

/// Brings together whom the rules allow: each pair is one that they allowed on the day on which it began.
struct PastPairs {
    let organization: OrganizationID
    let today: Day
    let gazetteer: Gazetteer
    let clearances: OfferClearances
    let givers: [GiverID: Giver]
    /// In an order that is the same in every town of the same seed.
    private(set) var offers: [OfferFacts]
    private(set) var seeds: [(seed: NeedSeeds.Seed, id: NeedID)]
    private(set) var pairs: [PastPair] = []
    /// The rules as they held so many days ago.
    private let rules: [Rules]
    /// Among how many needs a volunteer is looked one up.
    private static let looked = 200

    init(
        desk: RoundDesk, organization: OrganizationID, today: Day, gazetteer: Gazetteer, clearances: OfferClearances, givers: [GiverID: Giver],
        offers: [OfferFacts], seeds: [(NeedSeeds.Seed, NeedID)]
    ) {
        (self.organization, self.today, self.gazetteer, self.clearances) = (organization, today, gazetteer, clearances)
        (self.givers, self.offers, self.seeds) = (givers, offers, seeds)
        rules = (0...PastStory.plain.days.upperBound).map { desk.rules(on: today.adding(days: -$0)) }
    }

    /// The first seed with whoever fits best, other than this volunteer.
    mutating func bringFirst(besides volunteer: PersonID?, _ story: PastStory) {
        guard let first = seeds.first else { return }
        seeds.removeFirst()
        let facts = facts(of: first), rules = rules[0]
        let fitting = offers.filter { givers[$0.giver]?.person != volunteer && rules.obstacles(facts, $0).isEmpty }
        guard let best = fitting.max(by: { rules.fit(facts, $0).score < rules.fit(facts, $1).score }),
              let pair = pair(first.seed, facts, best, story) else { return }
        take(pair)
    }

    /// This volunteer with the first seed that they can help in what they offer.
    mutating func bring(_ volunteer: PersonID?, _ story: PastStory) {
        for offer in offers where givers[offer.giver]?.person == volunteer {
            if bring(offer, story) { return }
        }
    }

    /// Volunteers whose clearance ran out of late, so many of them, each with someone they helped until then.
    mutating func bringRanOut(_ count: Int) {
        let ranOut = offers.filter { offer in
            !offer.isCleared && givers[offer.giver].map { offer.with(clearances.on(today.adding(days: -PastStory.ranOut.days.lowerBound)), of: $0).isCleared } ?? false
        }
        var helped: Set<GiverID> = []
        for offer in ranOut where helped.count < count && !helped.contains(offer.giver) {
            if bring(offer, .ranOut) { helped.insert(offer.giver) }
        }
    }

    /// What this volunteer offers stays free.
    mutating func keepAway(_ volunteer: PersonID?) { offers = offers.filter { givers[$0.giver]?.person != volunteer } }

    /// The rest as a round brings them together, so many pairs at most.
    mutating func bringRest(_ count: Int) throws {
        let few = seeds.prefix(count * 3 / 2)
        var untold: [PastStory] = []
        let round = try Round(needs: few.map { facts(of: $0) }, offers: offers, rules: rules[0])
        for (place, entry) in few.enumerated() where pairs.count < count {
            guard let offer = round.offer(for: place) else { continue }
            if untold.isEmpty { untold = PastStory.all }
            let facts = round.needs[place]
            if let (at, pair) = told(untold, entry.seed, facts, offer) {
                untold.remove(at: at)
                pairs.append(pair)
            } else if let pair = pair(entry.seed, facts, offer, .plain) { pairs.append(pair) }
        }
    }

    /// The first story that these two can have; what can't be told of them may be told of the next. Of places that an
    /// organization gives nothing is told that takes two.
    private func told(_ untold: [PastStory], _ seed: NeedSeeds.Seed, _ facts: NeedFacts, _ offer: OfferFacts) -> (at: Int, pair: PastPair)? {
        guard offer.gender != nil else { return nil }
        for (at, story) in untold.prefix(6).enumerated() {
            if let pair = pair(seed, facts, offer, story) { return (at, pair) }
        }
        return nil
    }

    private mutating func bring(_ offer: OfferFacts, _ story: PastStory) -> Bool {
        for (place, entry) in seeds.prefix(Self.looked).enumerated() where entry.seed.besides != offer.program {
            let facts = facts(of: entry, in: offer.program, at: Array(offer.times.prefix(2)))
            guard let pair = pair(entry.seed, facts, offer, story) else { continue }
            seeds.remove(at: place)
            take(pair)
            return true
        }
        return false
    }

    private mutating func take(_ pair: PastPair) {
        pairs.append(pair)
        offers = offers.map { $0.giver == pair.giver.id ? $0.less(1, pair.facts.household) : $0 }.filter { $0.free > 0 }
    }

    /// Begun as long ago as the story, the need and the rules of that day allow; nil where they never do.
    private func pair(_ seed: NeedSeeds.Seed, _ facts: NeedFacts, _ offer: OfferFacts, _ story: PastStory) -> PastPair? {
        guard let giver = givers[offer.giver] else { return nil }
        let longest = min(story.days.upperBound, today.days(since: facts.waitingSince) - 8)
        let days = stride(from: longest, through: story.days.lowerBound, by: -4).first { days in
            let then = offer.with(clearances.on(today.adding(days: -days)), of: giver)
            return rules[days].obstacles(facts, then.with(free: 1)).isEmpty
        }
        return days.map { days in
            PastPair(seed: seed, facts: facts, offer: offer, giver: giver, story: story, days: days, restsSince: restsSince(days, facts, offer, giver))
        }
    }

    private func restsSince(_ days: Int, _ facts: NeedFacts, _ offer: OfferFacts, _ giver: Giver) -> Int? {
        func isCleared(_ daysAgo: Int) -> Bool {
            let then = offer.with(clearances.on(today.adding(days: -daysAgo)), of: giver)
            return facts.hasChildren ? then.isClearedForChildren : then.isCleared
        }
        return isCleared(0) ? nil : stride(from: days, through: 0, by: -1).first { !isCleared($0) }
    }

    private func facts(of entry: (seed: NeedSeeds.Seed, id: NeedID)) -> NeedFacts { facts(of: entry, in: entry.seed.program, at: entry.seed.slots) }

    private func facts(of entry: (seed: NeedSeeds.Seed, id: NeedID), in program: String, at times: [WeeklySlot]) -> NeedFacts {
        let need = entry.seed.need(entry.id, of: organization, in: program)
        return entry.seed.told.facts(of: need, times: times, on: today, gazetteer)
    }
}
