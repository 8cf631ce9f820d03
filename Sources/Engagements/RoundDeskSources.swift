import Foundation
import House
import Identity
import Localization
import Storage
import Web

/// What the round puts on a desk: proposals that wait to be approved, and how long needs have waited.
enum RoundDeskSources {
    /// Proposals are counted so far; from there on there are many.
    private static let counted = 100

    static let items = DeskSource(for: [.coordinator], purpose: .matching) { hub, db, access, today in
        let organization = access.actor.organization, zone = hub.settings.value.zone
        let current = try db.rounds.current(of: organization), unseen = try db.rounds.unseen(of: organization, on: today)
        guard let round = current else {
            return unseen == 0 ? [] : [item(.today, title: waiting(unseen), since: nil, button: Message("Make the round"))]
        }
        let proposed = try db.rounds.count(of: round.id, matched: true, on: today, upTo: counted), since = Day(round.madeAt, in: zone)
        var items: [DeskItem] = []
        if proposed > 0 {
            items.append(item(.today, title: proposed < counted
                ? Message(count: proposed, one: "One proposal waits to be approved", other: "\(proposed, "count") proposals wait to be approved")
                : Message("\(proposed, "count") or more proposals wait to be approved"), since: since, button: Message("Look at what is proposed")))
        }
        if unseen > 0 { items.append(item(.soon, title: waiting(unseen), since: nil, button: Message("Make the round again"))) }
        return items
    }

    private static func waiting(_ count: Int) -> Message {
        Message(count: count, one: "One open need was in no round yet", other: "\(count, "count") open needs were in no round yet")
    }

    private static func item(_ urgency: DeskItem.Urgency, title: Message, since: Day?, button: Message) -> DeskItem {
        DeskItem(urgency, picture: "people", title: title, waitsOn: Message("us"), since: since, button: button, to: "/round")
    }

    /// Open needs without a match, by how long they have waited.
    static let waitingNeeds = DeskFigureSource(for: [.coordinator], purpose: .matching) { _, db, access, today in
        let (all, month, quarter) = try db.rounds.waiting(
            in: access.actor.organization, on: today, since: (today.adding(days: -30), today.adding(days: -90)))
        guard all > 0 else { return nil }
        return DeskFigure(
            Message("Needs that wait"), summary: Message("\(all, "count") open needs wait for someone, \(quarter, "long") of them for three months or longer."),
            bars: [.init(Message("Under a month"), all - month), .init(Message("One to three months"), month - quarter),
                   .init(Message("Three months or longer"), quarter, isTooMany: quarter > 0)], to: "/round?list=waiting")
    }
}
