import Foundation
import House
import Identity
import Messaging
@testable import Post
import Synchronization
import TestSupport

/// Keeps every mail in place of sending it, and fails as it is told.
final class Recorder: Sendable {
    private let state = Mutex((mails: [Mail](), failure: MailFailure?.none))

    var mails: [Mail] { state.withLock { $0.mails } }
    func fail(with failure: MailFailure?) { state.withLock { $0.failure = failure } }

    var mailer: Mailer {
        Mailer { mail in
            try self.state.withLock { state in
                if let failure = state.failure { throw failure }
                state.mails.append(mail)
            }
        }
    }
}

/// How it stands with one letter.
struct Standing: Equatable, Sendable {
    var status: String, attempts: Int, error: String?
}

extension Browser {
    var hub: Hub { town.hub }

    /// Sets where mail comes from and leads to.
    func prepareMail() async throws {
        var settings = hub.settings.value
        (settings.mailServer, settings.mailFrom, settings.publicAddress) = ("smtp://127.0.0.1:1", "hub@port-selby.example", "https://hub.example.org")
        try await hub.save(settings)
    }

    func person(_ role: Role) async throws -> PersonID {
        let own = town.organization
        return try await hub.archive.read { db in
            try db.value("SELECT u.person_id FROM users u JOIN memberships m ON m.user_id = u.id WHERE m.organization_id = \(own) AND m.role = \(role.rawValue)") as PersonID?
        }.orNotFound()
    }

    func post(_ letter: Letter = .test, to person: PersonID, opening path: String? = nil, isPersonal: Bool = false, key: String, in seconds: Double = 0) async throws {
        let now = hub.now()
        try await hub.archive.write {
            try $0.outbox.post(letter, to: person, opening: path, isPersonal: isPersonal, key: key, notBefore: now + seconds, at: now)
        }
    }

    func send(_ recorder: Recorder) async throws { try await OutboxSender(hub: hub, mailer: recorder.mailer).run() }

    func letter(_ key: String) async throws -> String {
        try await hub.archive.read { try $0.value("SELECT id FROM outbox WHERE key = \(key)") as String? }.orNotFound()
    }

    func standing(_ key: String) async throws -> Standing {
        try await hub.archive.read { db in
            try db.row("SELECT status, attempts, last_error FROM outbox WHERE key = \(key)").map {
                Standing(status: try $0.get("status"), attempts: try $0.get("attempts"), error: try $0.get("last_error"))
            }
        }.orNotFound()
    }
}
