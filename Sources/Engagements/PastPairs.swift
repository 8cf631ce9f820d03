import Identity
import Volunteers

/// Brings together whom the rules allow: each pair is one that they allowed on the day on which it began.
struct PastPairs {
    let desk: RoundDesk
    let organization: OrganizationID
    let today: Day
    let gazetteer: Gazetteer
    let clearances: OfferClearances
    let givers: [GiverID: Giver]
    /// In an order that is the same in every town of the same seed.
    private(set) var offers: [OfferFacts]
    private(set) var seeds: [(seed: NeedSeeds.Seed, id: NeedID)]
    private(set) var pairs: [PastPair] = []

    init(desk: RoundDesk, organization: OrganizationID, today: Day, gazetteer: Gazetteer, clearances: OfferClearances, givers: [GiverID: Giver], offers: [OfferFacts], seeds: [(NeedSeeds.Seed, NeedID)]) {
        (self.desk, self.organization, self.today, self.gazetteer, self.clearances) = (desk, organization, today, gazetteer, clearances)
        (self.givers, self.offers, self.seeds) = (givers, offers, seeds)
    }

    /// The first seed with whoever fits best, other than this volunteer.
    mutating func bringFirst(besides volunteer: PersonID?, _ story: PastStory) {
        guard let first = seeds.first else { return }
        seeds.removeFirst()
        let facts = facts(of: first), rules = desk.rules(on: today)
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
        let round = try Round(needs: few.map { facts(of: $0) }, offers: offers, rules: desk.rules(on: today))
        let found = few.enumerated().compactMap { place, entry in round.offer(for: place).map { (seed: entry.seed, facts: round.needs[place], offer: $0) } }
        // Volunteers first, with a story each; an organization's place has nobody who answers for the other side.
        let isPlace = { [givers] (offer: OfferFacts) in givers[offer.giver]?.person == nil }
        var told = 0
        for (seed, facts, offer) in found.filter({ !isPlace($0.offer) }) + found.filter({ isPlace($0.offer) }) where pairs.count < count {
            let story = isPlace(offer) ? .plain : PastStory.all[told % PastStory.all.count]
            guard let pair = pair(seed, facts, offer, story) ?? pair(seed, facts, offer, .plain) else { continue }
            pairs.append(pair)
            told += 1
        }
    }

    private mutating func bring(_ offer: OfferFacts, _ story: PastStory) -> Bool {
        for (place, entry) in seeds.enumerated() where entry.seed.besides != offer.program {
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
        offers = offers.map { $0.giver == pair.giver.id ? $0.with(free: $0.free - 1) : $0 }.filter { $0.free > 0 }
    }

    /// Begun as long ago as the story, the need and the rules of that day allow; nil where they never do.
    private func pair(_ seed: NeedSeeds.Seed, _ facts: NeedFacts, _ offer: OfferFacts, _ story: PastStory) -> PastPair? {
        guard let giver = givers[offer.giver] else { return nil }
        let longest = min(story.days.upperBound, today.days(since: facts.waitingSince) - 8)
        let days = stride(from: longest, through: story.days.lowerBound, by: -4).first { days in
            let day = today.adding(days: -days), then = offer.with(clearances.on(day), of: giver)
            return desk.rules(on: day).obstacles(facts, then.with(free: 1)).isEmpty
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
