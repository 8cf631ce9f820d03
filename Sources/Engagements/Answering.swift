import Foundation
import House
import Identity
import Localization
import People
import Storage
import Trust
import Vault

/// What one side says to the question, and all that follows, in one transaction.
struct Answering: Sendable {
    let hub: Hub
    let parts: LifeParts

    /// Takes the answer; false where another stands already, which is no failure: the page shows what stands.
    /// - Parameter guardian: who says yes for a child; whoever calls has seen that a child's own alone is not taken.
    func take(_ answer: Ask.Answer, to ask: Ask, _ guest: Guest, for guardian: ConsentEvent.Guardian? = nil, in language: Language, _ db: any Connection, _ access: inout Access, at now: Date) throws -> Bool {
        let agreed = answer == .yes ? try boundaries(of: ask.match, in: language, db) : nil
        var taking = guest.taking
        taking.guardian = guardian
        guard try db.asks.answer(ask.id, answer, taking, agreed: agreed, at: now) else { return false }
        try db.outbox.takeBack(key: Asking.reminderKey(ask.id))
        try access.record(.askAnswered, on: ask.id, of: ask.person, fields: ["answer", "channel"], at: now, in: db)
        guard answer == .yes else {
            try Asking.decline(ask, in: db, &access, at: now)
            return true
        }
        guard try db.asks.asks(of: ask.match).allSatisfy({ $0.answer == .yes }),
              let match = try db.matches.matches("id = \(ask.match)").first else { return true }
        try Living(hub: hub, parts: parts).begin(match, in: db, &access, at: now)
        return true
    }

    /// Takes the consent to share; what waited for it follows (`Reaction.followingConsents`).
    func share(_ decision: ConsentEvent.Decision, _ side: Side, of person: PersonID, _ guest: Guest, in language: Language, _ db: any Connection, _ access: inout Access, at now: Date) throws {
        let notice = try parts.notices[Sharing.notice(of: side)].orNotFound()
        let manner: ConsentEvent.Manner = guest.isDesk ? try guest.guarding.guarded(guest.taking.isInterpreted ? .interpreted(by: .unknown) : .spoken, decision) : .own
        guard let said = decision.said(over: try db.consents.latest(of: [person])[person]?[notice.id], at: now) else { return }
        let isChild = said.isYes ? try access.isChild(person, guest, hub, in: db, at: now) : nil
        try hub.record(notice.event(said, manner, isChild: isChild, in: language, at: now), of: person, on: notice.id, in: db, &access, at: now)
    }

    /// Which words were agreed to, so that it can be shown later.
    func boundaries(of match: MatchID, in language: Language, _ db: any Connection) throws -> (hash: [UInt8], language: String) {
        let program = try db.asks.parties(of: match).flatMap { parts.programs[$0.program] }
        let words = program?.boundaries.map { $0.text(in: language).text } ?? []
        return (Secret.hash(words.joined(separator: "\n")), language.tag)
    }
}

extension Reaction {
    /// Names close at once where a consent to share is taken back; the coordinator is told to bring the two together.
    static let followingConsents = Reaction(to: ConsentChanged.self) { event, hub, db, access in
        guard Side.allCases.map(Sharing.notice).contains(event.purpose) else { return }
        let now = hub.now(), live = try db.engagements.own(of: event.person).filter { $0.status != .ended }
        let open = try Sharing.open(among: live, in: db, at: now)
        try SharingLedger(hub: hub).follow(live, in: db, &access, at: now)
        for engagement in live {
            if open.contains(engagement.id) {
                try db.flags.settle(.noConsent, of: engagement.id, at: now)
            } else {
                try db.flags.raise(.noConsent, nil, of: engagement.id, in: engagement.organization, at: now)
            }
        }
    }
}
