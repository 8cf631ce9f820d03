import Foundation
import House
import Identity
import Storage
import Trust
import Vault

extension AuditAction {
    static let backupAsked = AuditAction(rawValue: "backup.asked")
    static let backupKeyMade = AuditAction(rawValue: "backup.key_made")
}

/// What is done about backups while a hub runs, and what came of it kept for the administrator's desk.
public struct Backups: Sendable {
    /// Backups are made each hour; so long without one, in seconds, someone is told.
    static let lateSeconds = 3 * 3600.0
    let hub: Hub
    public init(hub: Hub) { self.hub = hub }

    /// Whether the settings say where backups go and to which key they are sealed.
    var isSet: Bool { BackupMaker(hub: hub) != nil && !hub.settings.value.backupKey.isEmpty }

    /// Makes the backups that the settings ask for. Throws `BackupProblem`, after it was kept.
    ///
    /// - Returns: whether everything old was kept because the clock jumped.
    @discardableResult
    public func make() async throws -> Bool {
        guard let maker = BackupMaker(hub: hub) else { return false }
        return try await keeping(.making) { try await maker.make() }.isHeld
    }

    /// Reads the newest backups from end to end, and looks whether this hub has signed them: all that needs no private key.
    public func check() async throws {
        guard let maker = BackupMaker(hub: hub) else { return }
        try await keeping(.check) {
            let now = hub.now()
            let sets = try [BackupShelf(maker.data, .data), BackupShelf(maker.keys, .keys)].map { try $0.newest(at: now) }
            for set in sets {
                guard try await hub.keyring.isOwn(set) else { throw BackupProblem.forged }
                try await BlockingWork.run { try set.check() }
            }
            return BackupMaker.Made(sets: sets, isHeld: false)
        }
    }

    /// For a console: whether all is well, and a sentence.
    public func standing() async throws -> (isGood: Bool, text: String) {
        let hub = hub, state = try await hub.archive.read { try BackupState(hub: hub, in: $0) }
        return switch state.concern {
        case .notSet: (false, "No backups are made. Make a key with: tessera backup key, and set --backup-folder and --keys-folder with: tessera settings")
        case .failed(let problem): (false, "The last backup failed. \(problem)")
        case .damaged(let problem): (false, "The newest backup could not be read again. \(problem)")
        case .late: (false, "The last backup is more than three hours old. Is the hub served all day?")
        case .held: (false, BackupMaker.heldSentence)
        case nil: (true, state.lastMade.map { "The last backup was made at \($0.formatted(.iso8601))." } ?? "The first backup is made within the hour.")
        }
    }

    @discardableResult
    private func keeping(_ kind: BackupRun.Kind, _ work: () async throws -> BackupMaker.Made) async throws -> BackupMaker.Made {
        let result: Result<BackupMaker.Made, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        let problem: BackupProblem? = if case .failure(let error) = result { error as? BackupProblem ?? .other } else { nil }
        let done = try? result.get(), bytes = done?.sets.reduce(0) { $0 + $1.manifest.length }
        let run = BackupRun(kind: kind, at: hub.now(), bytes: bytes ?? 0, problem: problem, isHeld: done?.isHeld ?? false)
        try await hub.archive.write { try $0.backupRuns.append(run) }
        if let problem { hub.logger.error("backup", metadata: ["kind": "\(kind.rawValue)", "problem": "\(problem.rawValue)"]) }
        return try result.get()
    }

    /// Puts a new key in force, to which backups are sealed from now on; older ones open with the older key.
    ///
    /// - Returns: the private half, to be printed and kept nowhere else.
    public func makeKey(by actor: Actor) async throws -> SealingKey {
        let key = SealingKey(), now = hub.now()
        var settings = hub.settings.value
        settings.backupKey = try key.publicHalf().text
        try await hub.save(settings, changed: ["backup_key"], by: actor)
        try await hub.archive.write(by: actor, for: .administration) { db, access in try access.record(.backupKeyMade, on: "backups", at: now, in: db) }
        return key
    }
}

/// How it stands with the backups, as far as the hub itself knows.
struct BackupState: Sendable, Equatable {
    enum Concern: Sendable, Equatable {
        case notSet
        case failed(BackupProblem)
        case late
        case damaged(BackupProblem)
        /// Everything old is kept for a while, because the clock jumped.
        case held
    }
    let lastMade: Date?, lastChecked: Date?
    let concern: Concern?
    /// Since when there is something to mend.
    let since: Date?

    init(hub: Hub, in db: any Connection) throws {
        let made = try db.backupRuns.lastGood(.making), newest = try db.backupRuns.newest(.making, limit: 1).first
        let check = try db.backupRuns.newest(.check, limit: 1).first, now = hub.now()
        (lastMade, lastChecked) = (made?.at, try db.backupRuns.lastGood(.check)?.at)
        if !Backups(hub: hub).isSet {
            (concern, since) = (.notSet, nil)
        } else if let problem = check?.problem {
            (concern, since) = (.damaged(problem), check?.at)
        } else if let problem = newest?.problem {
            (concern, since) = (.failed(problem), made?.at ?? newest?.at)
        } else if let made, now.timeIntervalSince(made.at) > Backups.lateSeconds {
            (concern, since) = (.late, made.at)
        } else if newest?.isHeld == true {
            (concern, since) = (.held, newest?.at)
        } else {
            (concern, since) = (nil, nil)
        }
    }
}
