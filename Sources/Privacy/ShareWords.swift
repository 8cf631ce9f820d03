import Foundation
import House
import Identity
import Localization
import Storage
import Trust
import Web

extension Share.Receiver {
    /// To the person whose data it is.
    var message: Message {
        switch self {
        case .helper: Message("With the volunteer who helps you")
        case .helped: Message("With the person you help")
        case .referee: Message("With someone you named, to ask them about you")
        }
    }

    /// To the officer.
    var role: Message {
        switch self {
        case .helper: Message("A volunteer")
        case .helped: Message("Someone who is helped")
        case .referee: Message("Someone who was asked about a volunteer")
        }
    }
}

extension Share {
    /// Until when it was open, and what became of it at the other end.
    func standing(at now: Date, in zone: TimeZone, _ say: Speech) -> Message {
        let from = say.day(Day(sharedAt, in: zone))
        guard let closedAt else {
            guard let endsAt else { return Message("Open since \(from, "day"), because you agreed to it.") }
            let until = say.day(Day(endsAt, in: zone))
            return isLive(at: now) ? Message("Open from \(from, "day") to \(until, "end"), for what you asked for.") : Message("It was open from \(from, "day") to \(until, "end").")
        }
        let until = say.day(Day(closedAt, in: zone))
        guard askedAt != nil else { return Message("It was open from \(from, "day") to \(until, "end").") }
        guard let confirmedAt else {
            return Message("It was open from \(from, "day") to \(until, "end"). They were asked to delete what they had seen, and have not said yet that they did. What they know we can’t take back.")
        }
        return Message("It was open from \(from, "day") to \(until, "end"). They say that they deleted it on \(say.day(Day(confirmedAt, in: zone)), "last").")
    }
}

extension FieldEntry {
    /// To whom something was given: kept as long as the person can ask for it.
    static let shared = FieldEntry(
        table: "shares", column: "kinds", kind: .circumstances, purposes: [.ownFile, .dataProtection], basis: .legalObligation,
        retention: RetentionPeriod(days: 1095, after: .shareClosed), sensitivity: .ordinary, owner: .officer).from(.program)
}

extension FileSource {
    /// What was given to whom, on what ground, and what became of it.
    static let shares = FileSource(Message("What was shared, and with whom"), picture: "people", fields: [.shared]) { person, hub, db, _ in
        let now = hub.now(), zone = hub.settings.value.zone
        return try db.shares.all(of: person, limit: 200).map { share in
            FileLine(share.receiver.message, detail: nil) { say in
                let what = say.list(share.kinds.sorted { $0.rawValue < $1.rawValue }.map { say.plain($0.opened) })
                return "\(what). \(say.plain(share.standing(at: now, in: zone, say)))"
            }
        }
    }
}
