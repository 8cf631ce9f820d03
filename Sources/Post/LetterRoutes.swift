import Foundation
import House
import Hummingbird
import Identity
import Messaging
import Web

/// Where an administrator sees whether mail leaves, and lets letters set out again.
struct LetterRoutes: Sendable {
    let hub: Hub
    private let administrators: Set<Role> = [.administrator]

    var doors: [Door] {
        [.roles(administrators, .get, "/letters", for: .administration, list),
         .roles(administrators, .post, "/letters/sending", for: .administration, sendAgain),
         .roles(administrators, .post, "/letters/test", for: .administration, test)]
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let words = Dictionary(hub.features.flatMap(\.letters).map { ($0.name, $0.subject) }) { first, _ in first }
        let server = hub.settings.value.sendsMail ? hub.settings.value.mailServer : "", zone = context.visitor.face.timeZone, actor = context.actor
        let page = try await hub.archive.read { db in
            LettersPage(
                token: context.token, server: server, counts: try db.outbox.counts(), test: server.isEmpty ? nil : try db.outbox.progress(of: .test, to: actor.person),
                stuck: try db.outbox.stuck(limit: 100), words: words, zone: zone)
        }
        return context.show(page)
    }

    /// One letter by its id, or all of them where the form names none.
    @Sendable private func sendAgain(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = context.fields["letter"].isEmpty ? nil : context.fields["letter"], now = hub.now()
        try await hub.archive.write(by: context.actor, for: context.purpose) { db, access in
            let count = try db.outbox.sendAgain(id, at: now)
            if count > 0 { try access.record(.lettersSentAgain, on: id ?? "all \(count)", at: now, in: db) }
        }
        return .redirect(to: "/letters")
    }

    @Sendable private func test(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await TestLetter(hub: hub).post(by: context.actor)
        return .redirect(to: "/letters")
    }
}
