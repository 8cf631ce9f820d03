/// What a round brings a town: beside choosing one by one, who waits and why, and whom it would help to look for.
struct Outlook: Sendable {
    let needs: Int, served: Int, score: Int
    let byHand: ByHand
    /// Open needs without a proposal, by the reason.
    let waiting: [WaitingReason: Int]
    let wanted: [Wanted]

    init(_ round: Round) throws {
        (needs, served, score) = (round.needs.count, round.helped, round.points)
        byHand = ByHand(round)
        waiting = round.needs.indices.filter { round.offer(for: $0) == nil }.reduce(into: [:]) { $0[WaitingReason($1, in: round), default: 0] += 1 }
        wanted = try Wanted.all(round.by(.standard))
    }

    init(needs: Int, served: Int, score: Int, byHand: ByHand, waiting: [WaitingReason: Int], wanted: [Wanted]) {
        (self.needs, self.served, self.score, self.byHand, self.waiting, self.wanted) = (needs, served, score, byHand, waiting, wanted)
    }
}
