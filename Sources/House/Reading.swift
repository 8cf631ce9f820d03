import Foundation
import Identity
import Storage
import Trust
import Vault

/// One moment of the records, read for several purposes.
struct Reading {
    private let db: any Connection
    private let actor: Actor
    private let keyring: Keyring
    private let at: Date
    private(set) var opened: [OpenedRead] = []

    init(db: any Connection, actor: Actor, keyring: Keyring, at: Date) { (self.db, self.actor, self.keyring, self.at) = (db, actor, keyring, at) }

    mutating func callAsFunction<R>(for purpose: Purpose, _ work: (any Connection, inout Access) throws -> R) throws -> R {
        var access = Access(actor: actor, purpose: purpose, keyring: keyring, db: db)
        let result = try work(db, &access)
        if !access.opened.isEmpty { opened.append(OpenedRead(opened: access.opened, actor: actor, purpose: purpose, at: at)) }
        return result
    }
}
