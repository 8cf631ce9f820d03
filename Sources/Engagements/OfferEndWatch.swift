import Foundation
import House
import Identity
import Localization
import Storage

/// Tells of offers before their last day.
enum OfferEndWatch {
    /// So many days before, the volunteer is asked whether it stays so, and the coordinator is told of places.
    static let tellingDays = 14

    /// Asks all whose time ends soon, each once for each day that they name.
    /// - Parameter size: how many in one transaction.
    static func ask(_ hub: Hub, inPiecesOf size: Int = 500) async throws {
        let now = hub.now(), today = Day(now, in: hub.settings.value.zone)
        var last: EndingVolunteer?
        repeat {
            let before = last
            last = try await hub.archive.write { db in
                let ending = try db.offers.volunteersEnding(from: today, to: today.adding(days: tellingDays), after: before, limit: size)
                for volunteer in ending {
                    try db.outbox.post(.timeEnds, to: volunteer.person, opening: "/my/time", key: "time-ends:\(volunteer.giver.text):\(volunteer.lastDay)", notBefore: now, at: now)
                }
                return ending.last
            }
        } while last != nil
    }
}

extension DeskSource {
    static let endingPlaces = DeskSource(for: [.coordinator], purpose: .matching) { _, db, access, today in
        let count = try db.offers.placesEnding(in: access.actor.organization, from: today, to: today.adding(days: OfferEndWatch.tellingDays))
        guard count > 0 else { return [] }
        return [DeskItem(
            .soon, picture: "tools",
            title: Message(count: count, one: "One offer of places ends within two weeks", other: "\(count, "count") offers of places end within two weeks"),
            detail: Message("Ask whether it goes on. After its last day no round fills it."), waitsOn: Message("you"), since: nil,
            button: Message("See the places"), to: "/offers")]
    }
}

extension DeskSource {
    /// So many of them stand on the desk; the others follow when these are set right.
    private static let fewest = 5

    /// Places counted in people where households have grown beyond what there is.
    static let overfullPlaces = DeskSource(for: [.coordinator], purpose: .matching) { _, db, access, _ in
        try db.offers.overfull(in: access.actor.organization).sorted { $0.offer < $1.offer }.prefix(fewest).map { offer, title in
            DeskItem(
                .today, picture: "warning", title: Message("More people live at \(title, "place") than there are places"),
                detail: Message("Nobody else comes there until some of them leave, or until the places are corrected."), waitsOn: Message("you"), since: nil,
                button: Message("See these places"), to: "/offers/\(offer.text)/places")
        }
    }
}

extension Job {
    /// Asks volunteers whose time ends soon whether it stays so, once for each day that they name.
    static let endingOffers = Job("offers.ending", .daily(hour: 8)) { hub in
        try await OfferEndWatch.ask(hub)
    }
}
