import Foundation
import Identity
import People
import Storage
import Trust

/// The other side as it is known once both said yes and agreed to share: a first name and one safe way of contact.
struct Companion: Sendable {
    let name: String
    /// Nil where no way was said to be safe; then the hub brings the two together.
    let contact: String?
    /// When and how, in their own words.
    let words: String?

    /// - Parameter side: on which side of the match they stand, and so which consent of theirs it rests on.
    static func open(_ id: PersonID, _ side: Side, in db: any Connection, _ access: inout Access, at now: Date) throws -> Companion? {
        try access.learnConsents(of: [id], to: Sharing.notice(of: side), at: now)
        guard let person = try db.persons.find(id, visibleTo: access.actor) else { return nil }
        let way = try db.persons.contacts(of: [id])[id]?.first { $0.isSafe && $0.kind != .letter && $0.kind != .desk }
        return Companion(
            name: try access.open(person.givenName, in: id.text, of: id, as: .matched),
            contact: try way.map { try access.open($0.value, in: $0.id, of: id, as: .matched) },
            words: try way?.words.map { try access.open($0, in: way?.id ?? "", of: id, as: .matched) })
    }
}
