import Foundation
import House
import Identity
import Trust

extension AuditAction {
    static let linksStopped = AuditAction(rawValue: "links.stopped")
}

extension Accounts {
    /// Stops every link that letters to someone hold, those to sign in by among them. Whoever calls has seen that the actor may.
    public func stopLinks(of person: PersonID, by actor: Actor, for purpose: Purpose) async throws {
        let now = hub.now()
        try await hub.stopLinks(of: person, by: actor, for: purpose) { db, access in
            if let user = try db.cards.user(of: person) { try db.mailLinks.endAll(of: user, at: now) }
            try access.record(.linksStopped, on: "links", of: person, at: now, in: db)
        }
    }
}
