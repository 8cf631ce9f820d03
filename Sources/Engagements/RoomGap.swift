import Localization
import Markup
import Storage

/// What is known of a round in which households of several sizes share places counted in people.
enum RoomGap: Sendable, Hashable {
    /// No other choice is better.
    case proved
    /// No other could help more than so many more.
    case helped(Int)
    /// None that is as good by what comes first could be better by more than so many points.
    case points(Int)
    case unknown

    /// As the table keeps it: `helped:3`.
    var text: String {
        switch self {
        case .proved: "proved"
        case .helped(let count): "helped:\(count)"
        case .points(let count): "points:\(count)"
        case .unknown: "unknown"
        }
    }

    /// Nil for a text that was not written so.
    init?(_ text: String) {
        let parts = text.split(separator: ":").map(String.init)
        switch (parts.first, parts.count == 2 ? Int(parts[1]) : nil) {
        case ("proved", nil): self = .proved
        case ("helped", let count?): self = .helped(count)
        case ("points", let count?): self = .points(count)
        case ("unknown", nil): self = .unknown
        default: return nil
        }
    }

    /// - Parameter isFair: whether every group has its share, where the policy tells groups apart.
    func sentence(isFair: Bool, by policy: Policy, _ say: Speech) -> HTML {
        let shares = policy.fairness.map { _ in isFair ? say("Every group has its share.") : say("Not every group has its share here.") }
        let ranks = policy.hasRanks ? say("Where households share such places, whoever is helped counts the more, the earlier their turn.") : nil
        return [say("Households of several sizes share places that are counted in people."), proof(say), shares, ranks].compactMap(\.self).joined(separator: " ")
    }

    private func proof(_ say: Speech) -> HTML {
        switch self {
        case .proved: say("This is proved: no other choice is better by the hub's policy.")
        case .helped(let count): say(count, one: "This is the best that was found. No other choice could help more than one need more.", other: "This is the best that was found. No other choice could help more than \(count, "count") needs more.")
        case .points(let count): say(count, one: "This is the best that was found. No other choice could be better by more than one point, as the policy counts them.", other: "This is the best that was found. No other choice could be better by more than \(count, "count") points, as the policy counts them.")
        case .unknown: say("This is the best that was found. How near it is to the best there is, is not known.")
        }
    }
}

extension Round {
    /// How near it is to the best there is; nil where all have room in the best choice as it is, which is proved.
    var gap: RoomGap? {
        guard let plan else { return nil }
        if plan.isBest, shares.map({ $0.nearness == .best }) ?? true { return .proved }
        // Preferred pairs go before all else, and shares count places to wait: there the sums say less than they seem to.
        guard policy.fairness == nil, market.pins.isEmpty else { return .unknown }
        let served = certificate.weights.served, most = served > 0 ? Int(plan.bound / served) : solution.served
        if policy.aim != .bestFit, most > plan.standing.served { return .helped(most - plan.standing.served) }
        let score = min(plan.bound - Int128(plan.standing.served) * served, served > 0 ? Int128(highest(of: plan.standing.served)) : .max)
        guard score / Int128(step) == Int128(plan.assignments.reduce(0) { $0 + precedence.ranks[$1.need] }) else { return .unknown }
        let points = Int(score) - plan.standing.score
        return points == 0 ? .proved : .points(points)
    }

    /// No so many needs have pairs of a higher score together.
    private func highest(of count: Int) -> Int {
        needs.indices.map { candidates(of: $0).map(\.score).max() ?? 0 }.sorted(by: >).prefix(count).reduce(0, +)
    }
}

extension Migration {
    /// How near a round came to the best, where households of several sizes share places.
    static let roomGaps = Migration(
        id: "engagements-016-room-gaps",
        sql: ["ALTER TABLE rounds ADD COLUMN room_gap TEXT CONSTRAINT round_room_gap CHECK (room_gap IN ('proved', 'unknown') OR room_gap LIKE 'helped:_%' OR room_gap LIKE 'points:_%')"],
        sqlite: ["CREATE TRIGGER rounds_room_gap_stays BEFORE UPDATE OF room_gap ON rounds BEGIN SELECT RAISE(ABORT, 'append-only'); END"],
        postgres: ["CREATE TRIGGER rounds_room_gap_stays BEFORE UPDATE OF room_gap ON rounds FOR EACH ROW EXECUTE FUNCTION refuse_change()"])
}
