import Volunteers

/// What would have to be otherwise for a pair to be proposed.
public enum Change: Sendable, Hashable {
    /// The volunteer has time then, too.
    case time([WeeklySlot])
    case car
    case back
    /// Whoever gives goes on giving.
    case longer
    /// One more place.
    case place
    /// Where people are counted: room for so many more.
    case room(Headcount)
    /// The coordinator no longer rules the pair out.
    case allowed
}

/// The nearest change that makes a round propose a pair: solved, not guessed.
///
/// Only what may be changed is ever tried: no rule of safety, no wish of the household, no answer that someone gave.
struct NearestChange: Sendable {
    let round: Round
    let need: NeedFacts
    let offer: OfferFacts

    /// The changes that together yield the pair; nil where none of them does, or where the pair is proposed already.
    func find() throws -> [Change]? {
        guard round.index(of: need.id).map({ round.offer(for: $0)?.id != offer.id }) ?? false else { return nil }
        var changed = offer, changes: [Change] = []
        for obstacle in round.obstacles(need, offer) {
            guard let change = change(for: obstacle) else { return nil }
            changed = changed.after(change)
            changes.append(change)
        }
        if !changes.isEmpty, try yields(changed, changes) { return changes }
        // Room that others would take: what this one takes of it has to come on top.
        let place = offer.room == nil ? Change.place : .room(need.household)
        guard !changes.contains(place) else { return nil }
        let more = changes.filter { !$0.isPlace } + [place]
        return try yields(more.reduce(offer) { $0.after($1) }, more) ? more : nil
    }

    private func yields(_ changed: OfferFacts, _ changes: [Change]) throws -> Bool {
        let rule = changes.contains(.allowed) ? nil : round.rule(need, offer)
        let other = try round.with(need: need, offer: changed, rule: rule)
        return other.index(of: need.id).flatMap(other.offer(for:))?.id == offer.id
    }

    private func change(for obstacle: Obstacle) -> Change? {
        switch obstacle {
        case .noCommonTime(_, let needed): time(needed)
        case .tooFar(_, let limit): byCar(limit)
        case .away: .back
        case .over: .longer
        case .full where offer.room == nil: .place
        case .full, .noRoom: offer.room.map { .room($0.lacking(for: need.household)) }
        case .forbidden: .allowed
        case .specialistOnly, .notCleared, .notClearedForChildren, .noCommonLanguage, .notWished, .steps, .overfull, .refused: nil
        }
    }

    /// The fewest of the household's own times, the longest first.
    private func time(_ needed: Int) -> Change? {
        var added: [WeeklySlot] = []
        let free = need.times.filter { CommonTime([$0], offer.times).minutes < $0.to - $0.from }
        for slot in free.sorted(by: { ($1.to - $1.from, $0) < ($0.to - $0.from, $1) }) {
            added.append(slot)
            if CommonTime(need.times, offer.after(.time(added)).times).minutes >= needed { return .time(added.sorted()) }
        }
        return nil
    }

    private func byCar(_ limit: Int) -> Change? {
        guard !offer.travel.contains("car"), let way = round.rules.way(need, offer.after(.car)), way <= limit else { return nil }
        return .car
    }
}

extension OfferFacts {
    /// These facts, were it so.
    func after(_ change: Change) -> OfferFacts {
        var changed = self
        switch change {
        case .time(let slots): changed.times = added(slots)
        case .car: changed.travel.insert("car")
        case .back: changed.absences = []
        case .longer: changed.lastDay = nil
        case .place: changed.free += 1
        case .room(let people): (changed.free, changed.room) = (free + 1, room?.more(people))
        case .allowed: break
        }
        return changed
    }

    /// The times with these in place of what they overlap, so that no minute counts twice.
    private func added(_ slots: [WeeklySlot]) -> [WeeklySlot] {
        times.filter { time in slots.allSatisfy { CommonTime([time], [$0]).minutes == 0 } } + slots
    }
}

extension Change {
    var isPlace: Bool { self == .place || people != nil }

    /// For how many more there would be room.
    var people: Headcount? {
        if case .room(let people) = self { people } else { nil }
    }

    var times: [WeeklySlot]? {
        if case .time(let slots) = self { slots } else { nil }
    }
}
