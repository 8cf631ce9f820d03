import Foundation
import House
import Identity
import Messaging
import Storage
import Trust

extension AuditAction {
    static let matchAsked = AuditAction(rawValue: "match.asked")
    static let matchTakenBack = AuditAction(rawValue: "match.taken_back")
    static let matchWithdrawn = AuditAction(rawValue: "match.withdrawn")
    static let matchDeclined = AuditAction(rawValue: "match.declined")
    static let askAnswered = AuditAction(rawValue: "ask.answered")
}

/// Both sides of an approved match are asked, separately; what they say is taken down in one transaction with what follows.
public enum Asking {
    /// Asks both sides; the letters leave when the time to take the approval back is over.
    ///
    /// To be called in the transaction that inserted the match. What an organization gives asks the need's side alone.
    public static func begin(_ match: Match, hub: Hub, in db: any Connection, _ access: inout Access, at now: Date) throws {
        let parties = try db.asks.parties(of: match.id).orNotFound()
        for side in Side.allCases {
            guard let person = parties.person(side) else { continue }
            let id: AskID = hub.newID()
            try db.asks.insert(id, match, side, person, isWithChildren: parties.isWithChildren)
            try db.outbox.post(
                .asked, to: person, opening: "/asks/\(id.text)", isPersonal: true, key: letterKey(id), notBefore: match.asksLeaveAt, at: now)
            try access.record(.matchAsked, on: id, of: person, at: now, in: db)
        }
    }

    /// Takes an approval back: in silence as long as no letter has left, later by telling both sides in neutral words.
    ///
    /// - Throws: `LifeProblem.tooLate` where it was answered to its end already.
    public static func takeBack(_ match: Match, hub: Hub, in db: any Connection, _ access: inout Access, at now: Date) throws {
        // As it stands now, whatever the caller's page showed.
        guard let standing = try db.matches.matches("id = \(match.id)").first, standing.status != .withdrawn else { return }
        guard standing.status == .asking else { throw LifeProblem.tooLate }
        let asks = try db.asks.asks(of: match.id)
        for ask in asks { try db.outbox.takeBack(key: letterKey(ask.id)) }
        if standing.isSilent(at: now) {
            try db.asks.delete(of: match.id)
            try access.record(.matchTakenBack, on: match.id, at: now, in: db)
        } else {
            try tell(.askClosed, asks, in: db, at: now)
            try access.record(.matchWithdrawn, on: match.id, at: now, in: db)
        }
        try db.matches.set(.withdrawn, of: match.id, at: now)
    }

    /// The other side said no: the pair is not proposed again, and the need waits for the next round.
    static func decline(_ ask: Ask, in db: any Connection, _ access: inout Access, at now: Date) throws {
        guard let match = try db.matches.matches("id = \(ask.match)").first else { return }
        try db.matches.set(.declined, of: match.id, at: now)
        try db.pairRules.refuse(match.need, match.offer, at: now)
        let others = try db.asks.asks(of: match.id).filter { $0.id != ask.id }
        for other in others { try db.outbox.takeBack(key: reminderKey(other.id)) }
        try tell(.askClosed, others, in: db, at: now)
        try access.record(.matchDeclined, on: match.id, at: now, in: db)
    }

    static func letterKey(_ ask: AskID) -> String { "ask:\(ask.text)" }
    static func reminderKey(_ ask: AskID) -> String { "ask:\(ask.text):day-\(Ask.reminderDays)" }

    private static func tell(_ letter: Letter, _ asks: [Ask], in db: any Connection, at now: Date) throws {
        for ask in asks {
            try db.outbox.post(letter, to: ask.person, key: "ask:\(ask.id.text):closed", notBefore: now, at: now)
        }
    }
}
