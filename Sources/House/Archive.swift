import Foundation
import Identity
import Storage
import Trust
import Vault

/// The database as an area sees it: work is done by an actor for a purpose, and what it opens is recorded.
public struct Archive: Sendable {
    public let database: any Database
    private let keyring: Keyring
    private let journal: AccessJournal
    private let now: @Sendable () -> Date

    public init(database: any Database, keyring: Keyring, now: @escaping @Sendable () -> Date) {
        (self.database, self.keyring, self.now) = (database, keyring, now)
        journal = AccessJournal(database: database, keyring: keyring)
    }

    /// Reads for an actor. A read that opened anything has its record on disk before the answer leaves, or there is no answer.
    public func read<R: Sendable>(
        by actor: Actor, for purpose: Purpose,
        _ work: @escaping @Sendable (any Connection, inout Access) throws -> R
    ) async throws -> R {
        try await read(as: actor, for: purpose, recordedOf: actor, for: purpose, work)
    }

    /// Reads what is somebody's own, for staff who hand it to them: it is opened as theirs, and its record says who handed it over.
    ///
    /// - Parameter reader: has a reason that the caller has looked at, such as a request of theirs.
    public func read<R: Sendable>(
        ownOf person: Actor, handedOverBy reader: Actor, for purpose: Purpose,
        _ work: @escaping @Sendable (any Connection, inout Access) throws -> R
    ) async throws -> R {
        try await read(as: person, for: .ownFile, recordedOf: reader, for: purpose, work)
    }

    /// - Parameters:
    ///   - actor: as whom it is opened, and `purpose` for what; the record says `reader` and `reason`.
    private func read<R: Sendable>(
        as actor: Actor, for purpose: Purpose, recordedOf reader: Actor, for reason: Purpose,
        _ work: @escaping @Sendable (any Connection, inout Access) throws -> R
    ) async throws -> R {
        let (result, opened) = try await database.read { [keyring] db in
            var access = Access(actor: actor, purpose: purpose, keyring: keyring, db: db)
            let result = try work(db, &access)
            return (result, access.opened)
        }
        if !opened.isEmpty { try await journal.record([OpenedRead(opened: opened, actor: reader, purpose: reason, at: now())]) }
        return result
    }

    /// Several reads for an actor over one moment, each for a purpose of its own; what they opened shares one commit.
    func read<R: Sendable>(by actor: Actor, _ work: @escaping @Sendable (inout Reading) throws -> R) async throws -> R {
        let at = now()
        let (result, reads) = try await database.read { [keyring] db in
            var reading = Reading(db: db, actor: actor, keyring: keyring, at: at)
            return (try work(&reading), reading.opened)
        }
        if !reads.isEmpty { try await journal.record(reads) }
        return result
    }

    /// Writes for an actor, in one transaction that also holds the record of what it opened.
    public func write<R: Sendable>(
        by actor: Actor, for purpose: Purpose,
        _ work: @escaping @Sendable (any Connection, inout Access) throws -> R
    ) async throws -> R {
        let at = now()
        return try await database.write { [keyring] db in
            var access = Access(actor: actor, purpose: purpose, keyring: keyring, db: db)
            let result = try work(db, &access)
            if !access.opened.isEmpty {
                let read = OpenedRead(opened: access.opened, actor: actor, purpose: purpose, at: at)
                try AccessRecordStore(db: db, keyring: keyring).record([read])
            }
            return result
        }
    }

    /// Reads what is public, or holds no personal field; sealed fields can't be opened here.
    public func read<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await database.read(work)
    }

    /// Writes that no actor stands behind: a session's last use, an import from the command line.
    public func write<R: Sendable>(_ work: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await database.write(work)
    }
}
