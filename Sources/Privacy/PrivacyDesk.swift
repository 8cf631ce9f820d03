import House
import Identity
import Localization
import Markup
import Trust

/// What waits on the data protection officer.
enum PrivacyDesk {
    static let sources = [requests, review]

    /// Requests, what the law's clock presses most first.
    private static let requests = DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, today in
        try db.requests.open(in: access.actor.organization, limit: 7).map { request in
            DeskItem(
                request.isOverdue(on: today) ? .overdue : request.dueOn.days(since: today) <= 7 ? .today : .soon, picture: request.kind.picture,
                title: request.kind.waiting, waitsOn: Message("you"), since: request.askedOn,
                button: Message("See the request"), to: "/requests/\(request.id.text)")
        }
    }

    /// What has been kept long enough and waits for a decision, where the officer is of whoever runs the hub.
    private static let review = DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, today in
        guard try SettingsStore(db: db).named("organization") == access.actor.organization.text else { return [] }
        return try hub.features.flatMap(\.retention).filter { $0.action == .review }.compactMap { rule in
            let due = try Retention(hub: hub).due(rule, on: today, limit: 100, db)
            guard let first = due.first else { return nil }
            return DeskItem(
                .soon, picture: "clock", title: Message("Something has been kept long enough: decide whether it goes"), detail: rule.title, waitsOn: Message("you"),
                since: Day(first.since, in: hub.settings.value.zone).adding(days: rule.days), button: Message("See what is due"), to: "/retention/\(rule.event.rawValue)")
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
