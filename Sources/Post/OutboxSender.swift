import Foundation
import House
import Identity
import Messaging
import Trust
import Vault

/// Sends what is due in the outbox, one letter after another.
struct OutboxSender: Sendable {
    let hub: Hub
    let mailer: Mailer
    private static let mostAtOnce = 500
    /// Whoever stops the program waits for a run to end.
    private static let longest = Duration.seconds(30)

    init(hub: Hub, mailer: Mailer) { (self.hub, self.mailer) = (hub, mailer) }

    func run() async throws {
        // Without them no letter could say where it comes from, or lead back to the hub.
        guard let writer = LetterWriter(hub: hub) else { return }
        let now = hub.now()
        let due = try await hub.archive.read { try $0.outbox.due(at: now, limit: Self.mostAtOnce) }
        guard !due.isEmpty else { return }
        let program = Actor.program(of: try await hub.ownOrganization())
        let start = ContinuousClock.now
        for letter in due where ContinuousClock.now - start < Self.longest {
            let failure = try await send(letter, by: program, writer)
            if failure?.isOfServer == true { return }
        }
    }

    /// Each letter by itself: what goes wrong with one, and what is opened for it, concerns no other.
    private func send(_ letter: QueuedLetter, by program: Actor, _ writer: LetterWriter) async throws -> MailFailure? {
        guard let recipient = try await recipient(of: letter, program) else {
            try await hub.archive.write { try $0.outbox.recordUnreachable(letter.key) }
            return nil
        }
        let now = hub.now()
        // With the try, so that a link that is stopped before it is not sent; and where that can't be read, no try is counted.
        let series = try await hub.archive.write { db in try db.outbox.begin(letter, at: now) ? db.personalLinks.series(of: letter.person) : nil }
        guard let series else { return nil }
        do {
            guard let address = MailAddress(recipient.address) else { throw MailFailure.address }
            try await mailer.send(writer.mail(letter, to: address, in: recipient.language, series: series, at: now))
        } catch let failure as MailFailure {
            try await hub.archive.write { try $0.outbox.recordFailure(failure, of: letter.key) }
            hub.logger.warning("letter not sent", metadata: ["kind": "\(failure.rawValue)", "letter": "\(letter.letter)"])
            return failure
        }
        let sent = hub.now()
        try await hub.archive.write { try $0.outbox.recordSent(letter.key, at: sent) }
        return nil
    }

    /// Opened by the program itself and recorded; somebody whose key was destroyed, or whose data rests, can't be written to.
    private func recipient(of letter: QueuedLetter, _ program: Actor) async throws -> Recipient? {
        let kind = hub.features.flatMap(\.letters).first { $0.name == letter.letter }, purpose = kind?.purpose ?? .messaging
        let former = kind?.isToFormer == true ? letter.key.split(separator: ":").last.map(String.init) : nil
        do {
            return try await hub.archive.read(by: program, for: purpose) { db, access in
                try hub.recipient(letter.person, formerly: former, db, &access)
            }
        } catch KeyProblem.erased {
            return nil
        } catch Refusal.restricted {
            return nil
        }
    }
}
