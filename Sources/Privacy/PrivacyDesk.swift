import House
import Identity
import Localization
import Markup
import Trust

/// What waits on the data protection officer.
enum PrivacyDesk {
    static let sources = [requests, review, gap]

    /// Requests, what the law's clock presses most first.
    private static let requests = DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, today in
        try db.requests.open(in: access.actor.organization, limit: 7).map { request in
            DeskItem(
                request.isOverdue(on: today) ? .overdue : request.dueOn.days(since: today) <= 7 ? .today : .soon, picture: request.kind.picture,
                title: request.kind.waiting, waitsOn: Message("you"), since: request.askedOn,
                button: Message("See the request"), to: "/requests/\(request.id.text)")
        }
    }

    /// A clock that is far ahead is looked at before what is due by it goes.
    private static let gap = DeskSource(for: [.officer], purpose: .dataProtection) { _, db, access, today in
        let nights = SettingsStore(db: db)
        guard try nights.named("retention_gap")?.isEmpty == false, try nights.named("organization") == access.actor.organization.text else { return [] }
        return [DeskItem(
            .danger, picture: "clock", title: Message("The clock of this hub is far ahead of its last night. Is today’s date right?"),
            detail: Message("If it is, do nothing: what has been kept long enough goes tonight. If it is not, tell an administrator today."),
            waitsOn: Message("you"), since: today, button: Message("See what is due"), to: "/retention")]
    }

    /// What has been kept long enough and waits for a decision, as the night counted it, where the officer is of whoever runs the hub.
    private static let review = DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, today in
        guard try SettingsStore(db: db).named("organization") == access.actor.organization.text else { return [] }
        let titles = Dictionary(hub.features.flatMap(\.retention).map { ($0.event, $0.title) }) { first, _ in first }
        return try db.retention.waiting().map { event, since in
            DeskItem(
                .soon, picture: "clock", title: Message("Something has been kept long enough: decide whether it goes"), detail: titles[event], waitsOn: Message("you"),
                since: min(since, today), button: Message("See what is due"), to: "/retention/\(event.rawValue)")
        }
    }
}

extension DataRequest.Kind {
    fileprivate var waiting: Message {
        switch self {
        case .correction: Message("Someone asks that something is corrected")
        case .restriction: Message("Someone asks that their data is kept unused")
        case .erasure: Message("Someone asks that their data is erased")
        case .copy: Message("Someone asks for a copy on paper")
        }
    }
}
