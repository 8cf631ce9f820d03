import Foundation
import Identity
import Localization
import Storage
import Trust
import Web

/// Until when a giver gives. After that day their offers are in no round and nobody is asked for them; what goes on goes on.
enum OfferEnd {
    /// The day as it was typed, nil for no end.
    ///
    /// - Throws: the problem of what is no day, or one that is over.
    static func day(_ typed: String, on today: Day) throws(FieldProblem) -> Day? {
        if typed.isEmpty { return nil }
        guard let day = Day(typed: typed) else { throw FieldProblem("until", Message("Write the day, such as 2026-11-21.")) }
        guard day >= today else { throw FieldProblem("until", Message("This day is over already.")) }
        return day
    }

    /// Keeps the day, and what rounds read of it.
    static func set(_ day: Day?, of giver: Giver, in db: any Connection, _ access: inout Access, at now: Date) throws {
        try db.offers.setLastDay(day, of: giver.id, at: now)
        try access.record(.offerEndChanged, on: giver.id, of: giver.person, fields: ["last_day"], at: now, in: db)
    }
}

extension AuditAction {
    static let offerEndChanged = AuditAction(rawValue: "offer.end_changed")
}
