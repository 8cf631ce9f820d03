import Foundation
import Identity
import Vault

/// An offer that someone is still writing, on a phone of their own or of the library.
struct Draft: Sendable {
    let id: String
    /// Who the answers are about: the owner of the key under which they are sealed.
    let person: PersonID
    let organization: OrganizationID
    /// Nil once the offer was sent.
    let answers: Sealed<DraftAnswers>?
    let application: ApplicationID?

    /// A draft left alone for so many days is thrown away.
    static let days = 60

    /// Whoever holds the draft's secret acts as the person it is about, and as nothing else.
    var writer: Actor { .themselves(person, in: organization) }
}

extension Actor {
    /// Someone without a sign-in who acts for themselves.
    static func themselves(_ person: PersonID, in organization: OrganizationID) -> Actor {
        Actor(user: UserID(person.text) ?? UserID(high: 0, low: 0), person: person, organization: organization, roles: [])
    }
}

/// What the browser keeps of a draft: a secret, and a code to write down for coming back elsewhere.
struct DraftTicket: Sendable, Equatable {
    let secret: String
    /// Sixteen digits. Kept as a keyed hash, good for one use.
    let code: String

    /// A fresh one.
    init() { (secret, code) = (Secret.token(), Secret.digits(16)) }

    init?(cookie: String) {
        let parts = cookie.split(separator: ".")
        guard parts.count == 2, parts[1].utf8.count == 16 else { return nil }
        (secret, code) = (String(parts[0]), String(parts[1]))
    }

    var cookie: String { "\(secret).\(code)" }
    var hash: [UInt8] { Secret.hash(cookie) }

    static func index(of code: String, with keyring: Keyring) -> BlindIndex {
        keyring.blindIndex(code, column: "volunteer_drafts.resume_index")
    }

    /// The code as people read it: `1234 5678 9012 3456`.
    static func spaced(_ code: String) -> String {
        stride(from: 0, to: code.count, by: 4).map { String(code.dropFirst($0).prefix(4)) }.joined(separator: " ")
    }
}
