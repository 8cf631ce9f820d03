import Foundation
import House
import Identity
import Localization
import Messaging
import Trust
import Web

extension AuditAction {
    static let lettersSentAgain = AuditAction(rawValue: "letter.sent_again")
    static let testLetterPosted = AuditAction(rawValue: "letter.tested")
}

extension Letter {
    static let test = Letter("post.test", subject: Message("A test letter"), [
        Message("This letter was sent to see whether mail leaves the hub. It did."),
    ], button: Message("Open the letters"))
}

extension Feature {
    /// What carries the letters of all areas away, and tells an administrator of those that do not get through.
    ///
    /// Comes after the areas, so that what their jobs post leaves in the same round.
    public static let post = Feature(
        name: "Post", migrations: [], personalData: [FieldEntry.postedTo],
        navigation: [NavigationItem(Message("Letters"), to: "/letters", picture: "mail", for: .roles([.administrator]))],
        letters: [.test],
        jobs: [
            Job("letters.send", .every(seconds: 5), when: { hub, db in
                try hub.settings.value.sendsMail && !db.outbox.due(at: hub.now(), limit: 1).isEmpty
            }) { hub in
                guard let server = try hub.mailServer() else { return }
                try await OutboxSender(hub: hub, mailer: .smtp(server)).run()
            },
        ],
        panels: [.unreached], file: [.letters], desk: [.letters, .unreached],
        erasure: Erasure(of: ["outbox"]) { person, _, db, _ in try db.outbox.erase(to: person) }, retention: [.letters],
        doors: { LetterRoutes(hub: $0).doors })
}

extension RetentionEvent {
    static let letterDone = RetentionEvent(rawValue: "letter.done")
}

extension RetentionRule {
    static let letters = RetentionRule(
        Message("Letters"), FieldEntry.postedTo.retention, trigger: Message("the letter was sent or given up"), .erase,
        find: { moment, limit, _, db in try db.outbox.done(before: moment, limit: limit).map { Expired($0.key, of: [$0.person], since: $0.at) } },
        drop: { letters, _, db, _ in try db.outbox.forget(letters.map(\.id)) })
}

extension FieldEntry {
    /// That someone was written to, and of what kind the letter was.
    static let postedTo = FieldEntry(
        table: "outbox", column: "letter", kind: .circumstances, purposes: [.messaging], basis: .publicTask,
        retention: RetentionPeriod(days: 365, after: .letterDone), sensitivity: .sensitive, owner: .administrator).from(.program)
}

extension DeskSource {
    /// Letters that do not get through are waited for by someone.
    static let letters = DeskSource(for: [.administrator], purpose: .administration) { hub, db, _, today in
        let counts = try db.outbox.counts(), zone = hub.settings.value.zone
        var items: [DeskItem] = []
        if counts.dead > 0 {
            let since = try db.outbox.stuck(limit: 500).filter(\.hasAddress).map(\.since).min()
            items.append(DeskItem(
                .overdue, picture: "mail",
                title: Message(count: counts.dead, one: "A letter did not get through.", other: "\(counts.dead, "count") letters did not get through."),
                waitsOn: Message("you"), since: since.map { Day($0, in: zone) } ?? today, button: Message("Look at the letters"), to: "/letters"))
        }
        if counts.waiting > 0, !hub.settings.value.sendsMail {
            items.append(DeskItem(
                .today, picture: "mail", title: Message("Letters wait: no mail server is set."), waitsOn: Message("you"),
                since: counts.dueSince.map { min(Day($0, in: zone), today) } ?? today, button: Message("Look at the letters"), to: "/letters"))
        }
        return items
    }
}
