import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Vault

/// What a coordinator has to do for volunteers, and how things stand with them.
enum VolunteerDesk {
    /// How many of a kind are named one by one; the rest is counted.
    static let most = 7
    /// The rest is counted so far; from there on there are many.
    private static let counted = 100
    static let daysForAReference = 7, daysBeforeAnEnd = 60

    static let sources = [
        source { _, db, access, today in try waiting(db, &access, today) }, source { _, db, access, today in try unanswered(db, &access, today) },
        source { _, db, access, today in try ending(db, &access, today) },
    ]

    static let figures = [
        DeskFigureSource(for: [.coordinator], purpose: .volunteering) { _, db, access, _ in try standing(db, access.actor.organization) },
        DeskFigureSource(for: [.coordinator], purpose: .volunteering) { _, db, access, today in try ends(db, access.actor.organization, today) },
    ]

    private static func source(_ find: @escaping @Sendable (Hub, any Connection, inout Access, Day) throws -> [DeskItem]) -> DeskSource {
        DeskSource(for: [.coordinator], purpose: .volunteering, names: names, find)
    }

    /// Offers whose next step is ours.
    private static func waiting(_ db: any Connection, _ access: inout Access, _ today: Day) throws -> [DeskItem] {
        let organization = access.actor.organization, lines = try db.steps.list(.hub, in: organization, limit: most)
        let items = try shown(lines, &access).map { line in
            DeskItem(
                line.step == .talk || today.days(since: line.since) > 14 ? .overdue : .today, picture: line.step.picture,
                about: line.person, title: line.step.task, waitsOn: Standing.WaitsOn.hub.message, since: line.since, button: Message("Open the offer"),
                to: line.step == .ask ? line.route.fragment("referees") : line.route)
        }
        guard let last = lines.last, lines.count == most else { return items }
        let rest = try db.steps.count(.hub, in: organization, upTo: most + counted) - lines.count
        return items + more(rest, since: last.since, rest < counted
            ? Message(count: rest, one: "One more volunteer waits for our next step", other: "\(rest, "count") more volunteers wait for our next step")
            : Message("\(rest, "count") or more volunteers wait for our next step besides"))
    }

    /// People who were asked about a volunteer and have not answered for a week.
    private static func unanswered(_ db: any Connection, _ access: inout Access, _ today: Day) throws -> [DeskItem] {
        let organization = access.actor.organization, limit = today.adding(days: -daysForAReference)
        let lines = try db.steps.list(.referees, in: organization, before: limit, limit: most)
        let items = try shown(lines, &access).map { line in
            DeskItem(
                .today, picture: "chat", about: line.person, title: { Message("Ask again about \($0, "name"): not everyone has answered") },
                waitsOn: Standing.WaitsOn.referees.message, since: line.since, button: Message("Ask again"), to: line.route.fragment("referees"))
        }
        guard let last = lines.last, lines.count == most else { return items }
        let rest = try db.steps.count(.referees, in: organization, before: limit, upTo: most + counted) - lines.count
        return items + more(rest, since: last.since, rest < counted
            ? Message(
                count: rest, one: "About one more volunteer nobody has answered for a week",
                other: "About \(rest, "count") more volunteers nobody has answered for a week")
            : Message("About \(rest, "count") or more volunteers nobody has answered for a week"))
    }

    /// Clearances that have ended or end soon.
    private static func ending(_ db: any Connection, _ access: inout Access, _ today: Day) throws -> [DeskItem] {
        let organization = access.actor.organization, limit = today.adding(days: daysBeforeAnEnd)
        let lines = try db.steps.ending(by: limit, in: organization, limit: most)
        let items = try shown(lines, &access).map { line in
            let left = line.clearUntil?.days(since: today) ?? 0
            return DeskItem(
                left < 0 ? .overdue : left <= 30 ? .today : .soon, picture: "clock", about: line.person, title: { end(of: $0, in: left) },
                detail: Message("Renew what runs out first, so that nobody has to stop."), waitsOn: Standing.WaitsOn.hub.message,
                since: left < 0 ? line.clearUntil : nil, button: Message("See what runs out"), to: line.route)
        }
        guard lines.count == most else { return items }
        let rest = try db.steps.countEnding(by: limit, in: organization, upTo: most + counted) - lines.count
        return items + more(rest, since: nil, rest < counted
            ? Message(
                count: rest, one: "The clearance of one more volunteer ends within 60 days",
                other: "The clearances of \(rest, "count") more volunteers end within 60 days")
            : Message("The clearances of \(rest, "count") or more volunteers end within 60 days"))
    }

    private static func end(of who: String, in days: Int) -> Message {
        switch days {
        case ..<0: Message("The clearance of \(who, "name") has ended")
        case 0: Message("The clearance of \(who, "name") ends today")
        default: Message(count: days, one: "The clearance of \(who, "name") ends tomorrow", other: "The clearance of \(who, "name") ends in \(days, "count") days")
        }
    }

    private static func more(_ count: Int, since: Day?, _ title: Message) -> [DeskItem] {
        guard count > 0 else { return [] }
        return [DeskItem(.soon, picture: "people", title: title, waitsOn: Standing.WaitsOn.hub.message, since: since,
                         button: Message("All volunteers"), to: "/volunteers")]
    }

    /// The lines about people whose data may be used.
    private static func shown(_ lines: [StepStore.Line], _ access: inout Access) throws -> [StepStore.Line] {
        try lines.filter { try !access.isRestricted($0.person) }
    }

    /// The initials of these people.
    @Sendable private static func names(_ db: any Connection, _ access: inout Access, _ people: [PersonID]) throws -> [PersonID: String] {
        var names: [PersonID: String] = [:]
        for (person, initials) in try db.applications.initials(of: people, in: access.actor.organization) {
            names[person] = try access.open(initials, in: person.text, of: person, as: .sameOrganization)
        }
        return names
    }
}

extension StepStore.Line {
    fileprivate var route: Route { "/volunteers/\(person.text)" }
}

extension NextStep {
    fileprivate var picture: String {
        switch self {
        case .call, .talk: "phone"
        case .ask, .referees, .name: "chat"
        case .interview: "calendar"
        case .check, .age: "shield"
        case .training: "school"
        case .agreement: "pen"
        case .renew: "clock"
        case .ready: "check"
        }
    }

    /// What the coordinator does next, for steps whose turn is the hub's.
    fileprivate func task(_ who: String) -> Message {
        switch self {
        case .talk: Message("Talk with \(who, "name"): one answer was no")
        case .ask: Message("Ask the people who know \(who, "name")")
        case .interview: Message("Find a time to meet \(who, "name")")
        case .check: Message("See to the background check of \(who, "name")")
        case .training: Message("Invite \(who, "name") to a training")
        case .renew: Message("Renew what \(who, "name") had shown: it has ended")
        default: Message("Call \(who, "name"): which role would suit them?")
        }
    }
}
