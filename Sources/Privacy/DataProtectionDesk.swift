import Foundation
import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Web

/// What the officer has to look at today.
enum DataProtectionDesk {
    static let sources = [
        DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, today in try emergencies(hub, db, access.actor, today) },
        DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, _ in try breaches(hub, db, access.actor) },
        DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, _ in try shares(hub, db, access.actor) },
    ]

    private static func emergencies(_ hub: Hub, _ db: any Connection, _ actor: Actor, _ today: Day) throws -> [DeskItem] {
        let zone = hub.settings.value.zone
        return try db.breakGlass.unreviewed(in: actor.organization, limit: 7).map { grant in
            DeskItem(
                grant.reviewDue(in: zone) < today ? .overdue : .danger, picture: "key", title: Message("A record was opened in an emergency"),
                detail: Message("To be looked at within three working days. Until then the worker can’t do it again."), waitsOn: Message("you"),
                since: Day(grant.openedAt, in: zone), button: Message("See why"), to: Route("/data-protection").fragment("emergencies"))
        }
    }

    /// As long as the clock runs, and until it is closed.
    private static func breaches(_ hub: Hub, _ db: any Connection, _ actor: Actor) throws -> [DeskItem] {
        let now = hub.now(), zone = hub.settings.value.zone
        return try db.breaches.open(in: actor.organization, limit: 7).map { breach in
            let clock = breach.clock(at: now)
            return DeskItem(
                clock == .stopped ? .today : clock == .overdue ? .overdue : .danger, picture: "warning",
                title: clock == .stopped ? Message("A breach is to be closed") : Message("Tell the authority of a breach, or write down why not"),
                detail: clock == .overdue ? Message("The 72 hours are over. Tell them now, and why it is late.")
                    : clock == .running ? breach.left(at: now) : nil,
                waitsOn: Message("you"), since: Day(breach.knownAt, in: zone), button: Message("Go on"), to: "/breaches/\(breach.id)")
        }
    }

    private static func shares(_ hub: Hub, _ db: any Connection, _ actor: Actor) throws -> [DeskItem] {
        let zone = hub.settings.value.zone, now = hub.now()
        guard let first = try db.shares.unconfirmed(in: actor.organization, limit: 1).first, let asked = first.askedAt,
              now.timeIntervalSince(asked) > ShareStore.reminderDays * 86_400 else { return [] }
        let count = try db.shares.countUnconfirmed(in: actor.organization)
        return [DeskItem(
            .today, picture: "undo", title: Message(count: count, one: "One receiver has not said that they deleted what was taken back", other: "\(count, "count") receivers have not said that they deleted what was taken back"),
            waitsOn: Message("whoever received it"), since: Day(asked, in: zone), button: Message("See them"), to: Route("/data-protection").fragment("shares"))]
    }
}
