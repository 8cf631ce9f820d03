import Foundation
import House
import Identity
import Localization
import Messaging
import Storage
import Trust

extension Letter {
    static let consentEnds = Letter(
        "consent.ends", subject: Message("Do you still agree?"),
        [Message("Something you agreed to ends soon. You can say yes again, or let it end. Help does not depend on it.")], button: Message("See what it is"))
}

extension Job {
    /// Asks again before a yes ends, and writes down that it has ended: what rests on it closes with it.
    static let consentWatch = Job("consents.watch", .daily(hour: 3)) { hub in try await ConsentWatch(hub: hub).run() }
}

/// What becomes of consents with time, without anybody saying anything.
struct ConsentWatch {
    /// So long before its end someone is asked whether it goes on.
    static let renewalDays = 30.0
    private static let few = 200
    let hub: Hub

    func run() async throws {
        while try await piece(over: true) == Self.few {}
        while try await piece(over: false) == Self.few {}
    }

    /// A few at a time, so that no transaction is long; each is then no longer due.
    private func piece(over: Bool) async throws -> Int {
        let hub = hub, now = hub.now()
        let due = try await hub.archive.read { db in
            try over ? db.consents.overdue(at: now, limit: Self.few)
                : db.consents.ending(after: now, before: now + Self.renewalDays * 86_400, limit: Self.few)
        }
        for (person, event) in due {
            // Whom no area knows any more is written to nobody's name; what they said ends all the same.
            let organization = try await hub.archive.read { try $0.persons.organization(of: person) } ?? hub.newID()
            try await hub.archive.write(by: .program(of: organization), for: .dataProtection) { db, access in
                let next = event.followed(by: over ? .expired : .requested, manner: .program, at: now)
                try hub.record(next, of: person, on: "consent \(event.id)", in: db, &access, at: now)
                guard !over else { return }
                try db.outbox.post(.consentEnds, to: person, opening: "/my/file", key: "consent:\(event.id):ends", notBefore: now, at: now)
            }
        }
        return due.count
    }
}

extension ConsentEvent {
    /// Whether it holds, and ends so soon that its person is asked whether it goes on.
    func isEnding(at now: Date) -> Bool { permits(at: now) && expiresAt.map { $0 <= now + ConsentWatch.renewalDays * 86_400 } ?? false }
}
