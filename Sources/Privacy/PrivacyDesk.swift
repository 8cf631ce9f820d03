import House
import Identity
import Localization
import Markup
import Storage
import Trust

/// What waits on the data protection officer.
enum PrivacyDesk {
    static let sources = [requests, usedAgain, corrections(.caseWorker, .casework), corrections(.coordinator, .volunteering), review, gap]

    /// Requests, what the law's clock presses most first.
    private static let requests = DeskSource(for: [.officer], purpose: .dataProtection) { hub, db, access, today in
        try db.requests.open(in: access.actor.organization, limit: 7).map { request in
            DeskItem(
                request.isOverdue(on: today) ? .overdue : request.dueOn.days(since: today) <= 7 ? .today : .soon, picture: request.kind.picture,
                title: request.kind.waiting, waitsOn: Message("you"), since: request.askedOn,
                button: Message("See the request"), to: "/requests/\(request.id.text)")
        }
    }

    /// Restrictions whose person asks that they end.
    private static let usedAgain = DeskSource(for: [.officer], purpose: .dataProtection) { _, db, access, _ in
        try db.requests.askedAgain(in: access.actor.organization, limit: 7).map { request in
            DeskItem(
                .today, picture: "key", title: Message("Someone asks that their data is used again"), waitsOn: Message("you"), since: request.againOn ?? request.askedOn,
                button: Message("See the request"), to: "/requests/\(request.id.text)")
        }
    }

    /// Whoever has the person in their care puts right what is wrong; in what words it was asked stays with the officer, as it may be about the case worker.
    private static func corrections(_ role: Role, _ purpose: Purpose) -> DeskSource {
        DeskSource(for: [role], purpose: purpose) { hub, db, access, today in try corrections(role, hub, db, &access, today) }
    }

    private static func corrections(_ role: Role, _ hub: Hub, _ db: any Connection, _ access: inout Access, _ today: Day) throws -> [DeskItem] {
        // A few ask for a correction, while a coordinator has thousands in their care.
        let asked = try db.requests.openCorrections(in: access.actor.organization, limit: 500), isVolunteer = role == .coordinator
        let pages = try hub.pagesInCare(of: access.actor, as: role, among: asked.compactMap(\.person), db)
        return try asked.compactMap { request in
            guard let person = request.person, let page = pages[person], try !access.isRestricted(person) else { return nil }
            return DeskItem(
                request.isOverdue(on: today) ? .overdue : .soon, picture: request.kind.picture, title: isVolunteer ? Message("A volunteer asks that something is corrected") : Message("Somebody in your care asks that something is corrected"),
                waitsOn: Message("you"), since: request.askedOn, button: isVolunteer ? Message("Open the record") : Message("Open the household"), to: page)
        }
    }

    /// A date that is far from the last night is looked at before what is due by it goes.
    private static let gap = DeskSource(for: [.officer], purpose: .dataProtection) { _, db, access, today in
        guard try SettingsStore(db: db).named("organization") == access.actor.organization.text, try db.nights.gap(on: today) != nil else { return [] }
        return [DeskItem(
            .danger, picture: "clock", title: Message("Today’s date is far from the last night of this hub. Is it right?"),
            detail: Message("Until you say so, nothing is let go of. If it is not right, tell an administrator today."),
            waitsOn: Message("you"), since: today, button: Message("Look at the date"), to: "/retention")]
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
