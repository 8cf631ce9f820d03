import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Vault

extension PastSeeds {
    /// Writes what became of a pair, from the need on.
    func tell(_ pair: PastPair, supervisor: UserID, in db: any Connection, _ access: inout Access) throws {
        let need = pair.need(of: coordinator.organization)
        try db.needs.insert(need, words: nil, times: pair.facts.times, isSpecialist: false, at: moment(pair.days + 5))
        guard case .asked(let newcomer, let volunteer, let reason) = pair.story.course else {
            return try tellLife(pair, need, supervisor, in: db, &access)
        }
        let match = try approve(pair, at: moment(pair.days), in: db, &access)
        try answer(newcomer, .need, pair, match, daysAgo: pair.days - 1, in: db)
        try answer(volunteer, .offer, pair, match, daysAgo: pair.days - 1, reason: reason, in: db)
        let isDeclined = newcomer == .no || volunteer == .no
        guard !isDeclined else {
            try db.matches.set(.declined, of: match.id, at: moment(pair.days - 1))
            try db.pairRules.refuse(need.id, pair.offer.id, at: moment(pair.days - 1))
            return try access.record(.matchDeclined, on: match.id, at: moment(pair.days - 1), in: db)
        }
        guard pair.days >= Ask.reminderDays else { return }
        for ask in try db.asks.asks(of: match.id) where ask.answer == nil {
            _ = try db.asks.setReminded(ask.id, at: moment(pair.days - Ask.reminderDays))
        }
    }

    /// What a round knows of them; what was met is in no round.
    func putFacts(of pairs: [PastPair], in db: any Connection) throws {
        try db.facts.put(pairs.map(\.facts), of: coordinator.organization)
        for pair in pairs {
            if case .ended(_, _, true, _) = pair.story.course { try db.facts.setStale(true, need: pair.facts.id) }
        }
    }

    func moment(_ daysAgo: Int) -> Date { hub.now() - Double(max(0, daysAgo)) * 86_400 }

    private func approve(_ pair: PastPair, at moment: Date, in db: any Connection, _ access: inout Access) throws -> Match {
        let offer = Offer(id: pair.offer.id, giver: pair.giver.id, organization: coordinator.organization, program: pair.offer.program, isOpen: true)
        let match = try db.matches.insert(hub.newID(), pair.facts.id, offer, of: pair.giver, for: pair.facts.household, by: coordinator.user, at: moment)
        try access.record(.matchApproved, on: match.id, at: moment, in: db)
        for side in Side.allCases {
            if let person = pair.person(side) { try db.asks.insert(hub.newID(), match, side, person, isWithChildren: pair.facts.hasChildren) }
        }
        return match
    }

    private func answer(
        _ answer: Ask.Answer?, _ side: Side, _ pair: PastPair, _ match: Match, daysAgo: Int, reason: String = "", in db: any Connection
    ) throws {
        guard let answer, let person = pair.person(side), let ask = try db.asks.asks(of: match.id).first(where: { $0.side == side }) else { return }
        let moment = moment(daysAgo), language = language(side, pair)
        let agreed = answer == .yes ? try Answering(hub: hub, parts: parts).boundaries(of: match.id, in: language, db) : nil
        guard try db.asks.answer(ask.id, answer, side == .need ? .own : .link, agreed: agreed, at: moment) else { return }
        if !reason.isEmpty { try db.asks.setReason(try hub.keyring.seal(reason, as: AskReason.self, row: ask.id.text, of: person), of: ask.id) }
        if answer == .yes, pair.story.shares, let notice = parts.notices[Sharing.notice(of: side)] {
            try db.consents.append(notice.event(.given, .own, isChild: false, in: language, at: moment), of: person, by: hub.keyring.pseudonym(of: person))
        }
    }

    /// The language of the pages that someone would read.
    private func language(_ side: Side, _ pair: PastPair) -> Language {
        guard side == .need else { return .english }
        if pair.facts.languages["arb"] != nil || pair.facts.languages["apc"] != nil { return "ar" }
        return pair.facts.languages["ukr"] != nil ? "uk" : .english
    }

    private func tellLife(_ pair: PastPair, _ need: Need, _ supervisor: UserID, in db: any Connection, _ access: inout Access) throws {
        let match = try approve(pair, at: moment(pair.days + 3), in: db, &access), begun = moment(pair.days)
        try answer(.yes, .need, pair, match, daysAgo: pair.days + (pair.giver.person == nil ? 0 : 2), in: db)
        try answer(.yes, .offer, pair, match, daysAgo: pair.days, in: db)
        let engagement = try engagement(pair, match, need, supervisor).orNotFound()
        try db.matches.set(.accepted, of: match.id, at: begun)
        try db.engagements.insert(engagement)
        try access.record(.engagementBegun, on: engagement.id, of: engagement.newcomer, at: begun, in: db)
        try PastCourse(seeds: self, pair: pair, engagement: engagement).tell(in: db, &access)
        // As it stands after all that happened to it.
        try SharingLedger(hub: hub).follow(try db.engagements.find(engagement.id).map { [$0] } ?? [], in: db, &access, at: begun)
    }

    private func engagement(_ pair: PastPair, _ match: Match, _ need: Need, _ supervisor: UserID) -> Engagement? {
        guard let program = parts.programs[pair.facts.program] else { return nil }
        let start = today.adding(days: -pair.days)
        return Engagement(
            id: hub.newID(), match: match.id, organization: match.organization, need: need.id, offer: match.offer, household: need.household,
            newcomer: need.person, volunteer: pair.giver.person, program: program.id, isWithChildren: pair.facts.hasChildren, supervisor: supervisor,
            status: .active, suspension: nil, attention: 0, timesAMonth: program.timesAMonth, startedOn: start, plannedUntil: program.plannedEnd(from: start),
            firstMetOn: nil, ending: nil, endedAt: nil, reached: nil)
    }
}
