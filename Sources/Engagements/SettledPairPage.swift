import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// Why a need, or a need with one offer, is in no round now.
enum PairStanding: Sendable {
    /// The place is kept for exactly this need.
    case kept(HoldPart.Item)
    /// A place of somebody else's is kept for it, by what they are called.
    case keptElsewhere(String, until: Day)
    /// It is matched: with this offer, or with another.
    case matched(Match.Status, withThis: Bool)
    case closed(Need.Closing)
    /// The data of those concerned is kept and not used.
    case resting
    case offerClosed
    /// What is known of one of them is brought in step with the next round.
    case outdated

    func html(_ token: FormToken, _ say: Speech) -> HTML? {
        switch self {
        case .kept(let item): HoldPart(token: token, items: [item]).html(say)
        case .keptElsewhere(let who, let until):
            notice("lock", say("For this need a place is kept at \(who, "name") until \(say.day(until), "day"). Let it go on the page of the round before you choose another."))
        case .matched(.asking, true): notice("check", say("These two are approved. Both sides are asked now."))
        case .matched(_, true): notice("check", say("These two have been brought together."))
        case .matched(_, false): notice("info", say("For this need somebody else has been found already."))
        case .closed(let closing): notice("info", "\(say("This need is closed.")) \(say(closing.message))")
        case .resting: notice("lock", say("The data of this household is kept and not used at the moment. It is in no round."))
        case .offerClosed: notice("info", say("This offer is closed. No round proposes it."))
        case .outdated: notice("clock", say("What we know of these two has changed. The next round counts with it."))
        }
    }

    private func notice(_ picture: String, _ words: HTML) -> HTML { "<div class=\"notice\"><p>\(Picture(picture)) \(words)</p></div>" }
}

/// A need, alone or with one offer, of which a round says nothing, since something stands already.
struct SettledPairPage: Page {
    let token: FormToken
    let program: Program?
    /// Nil where nothing is known of it any more.
    let need: NeedSummary?
    /// What the offer is called; nil where it is about the need alone.
    let who: String?
    let settlement: PairStanding

    var title: Message { who == nil ? Message("One need in the round") : Message("One pair in the round") }

    func body(_ say: Speech) -> HTML {
        let name = need?.title(say) ?? program.map { "\(Picture($0.picture)) \($0.name.html(say))" as HTML }
        return """
            <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
            <h1>\(who.map { "<bdi>\($0)</bdi>" as HTML } ?? name ?? say(title))</h1>
            \(who == nil ? nil : name.map { "<p class=\"lead\">\($0)</p>" as HTML })
            \(settlement.html(token, say))
            """
    }

    static let samples: [SettledPairPage] = {
        func page(_ settlement: PairStanding, who: String? = "E. R.") -> SettledPairPage {
            SettledPairPage(token: FormToken("sample"), program: .sample, need: .sample, who: who, settlement: settlement)
        }
        return [
            page(.kept(.init(need: .sample, offer: .sample, until: Day(number: 20_790)))), page(.keptElsewhere("R. E.", until: Day(number: 20_790))),
            page(.matched(.asking, withThis: true)), page(.matched(.accepted, withThis: true)), page(.matched(.asking, withThis: false)), page(.resting), page(.offerClosed), page(.outdated),
            page(.outdated, who: nil),
            SettledPairPage(token: FormToken("sample"), program: .sample, need: nil, who: nil, settlement: .closed(.met)),
        ]
    }()
}

extension SettledPairPage {
    /// Nil where nothing stands, so that the round can say how it is.
    ///
    /// - Parameters:
    ///   - offerID: nil where it is about the need alone.
    ///   - isMissing: whether the round knows nothing of them.
    /// - Throws: `Refusal.notFound` for what is another organization's, or of two kinds of help.
    init?(_ needID: NeedID, _ offerID: OfferID?, isMissing: Bool, token: FormToken, desk: RoundDesk, db: any Connection, access: inout Access) throws {
        let need = try db.needs.find(needID, visibleTo: access.actor).orNotFound()
        let match = try db.matches.matches("need_id = \(needID) AND closed_at IS NULL", limit: 1).first
        let hold = try db.holds.hold(of: needID).flatMap { $0.until >= desk.today ? $0 : nil }
        let offers = try db.offers.find([offerID, hold?.offer].compactMap(\.self), visibleTo: access.actor), offer = try offerID.map { try offers[$0].orNotFound() }
        guard offer.map({ $0.offer.program == need.program }) ?? true else { throw Refusal.notFound }
        guard isMissing || match != nil || hold != nil || !need.isOpen else { return nil }
        let volunteers = try offers.values.compactMap(\.giver.person).filter { try !access.isRestricted($0) }, initials = try access.initials(of: volunteers, in: db)
        func who(_ giver: Giver?) -> String { giver?.title ?? giver?.person.flatMap { initials[$0] } ?? "–" }
        let labels = try RoundLabels(
            needs: try db.facts.needs([needID]), offers: try db.facts.offers(hold.map { [$0.offer] } ?? []), catalog: desk.catalog, db: db, access: &access)
        self.init(
            token: token, program: desk.catalog[need.program], need: labels.known(needID), who: offer.map { who($0.giver) },
            settlement: try Self.settlement(need, offer?.offer, match, hold, labels, hold.map { who(offers[$0.offer]?.giver) } ?? "–", in: db))
    }

    private static func settlement(
        _ need: Need, _ offer: Offer?, _ match: Match?, _ hold: Hold?, _ labels: RoundLabels, _ holder: String, in db: any Connection
    ) throws -> PairStanding {
        if let closing = need.closing { return .closed(closing) }
        if let match { return .matched(match.status, withThis: match.offer == offer?.id) }
        if let hold {
            guard hold.offer == offer?.id || offer == nil, let need = labels.known(need.id), let place = labels.known(hold.offer) else { return .keptElsewhere(holder, until: hold.until) }
            return .kept(.init(need: need, offer: place, until: hold.until))
        }
        if try !db.restrictions.among([need.person]).isEmpty { return .resting }
        return offer?.isOpen == false ? .offerClosed : .outdated
    }
}
