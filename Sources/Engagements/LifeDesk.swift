import Accounts
import Foundation
import House
import Identity
import Localization
import Storage
import Trust

/// What waits on the coordinator, and how much there is of it.
enum LifeDesk {
    static let source = DeskSource(for: [.coordinator], purpose: .volunteering) { hub, db, access, today in
        let organization = access.actor.organization, zone = hub.settings.value.zone
        // One line for each engagement: what else waits there stands on its page.
        var seen: Set<EngagementID> = []
        let gravest = try db.flags.gravest(of: organization, limit: 28).filter { seen.insert($0.engagement).inserted }.prefix(7)
        return try gravest.map { flag in
            DeskItem(
                flag.kind.severity == 3 ? .danger : flag.kind.severity == 2 ? .overdue : .today, picture: flag.kind.picture, title: flag.kind.message,
                detail: flag.side.map { $0 == .need ? Message("It concerns the newcomer.") : Message("It concerns the volunteer.") },
                waitsOn: Message("you"), since: Day(flag.raisedAt, in: zone), button: Message("See the engagement"),
                to: "/engagements/\(flag.engagement.text)")
        } + unanswered(in: organization, hub, db) + overload(in: organization, hub, db, today)
    }

    private static func unanswered(in organization: OrganizationID, _ hub: Hub, _ db: any Connection) throws -> [DeskItem] {
        let late = hub.now() - Double(Ask.tellingDays) * 86_400
        return try db.asks.unanswered(leftBefore: late, in: organization, limit: 3).map { ask in
            DeskItem(
                .overdue, picture: "help", title: Message("A question to one side has not been answered for two weeks"),
                detail: Message("Call them, ask at the desk, or take it back."),
                waitsOn: ask.side == .need ? Message("The newcomer") : Message("The volunteer"),
                since: Day(ask.leavesAt, in: hub.settings.value.zone), button: Message("See the questions"), to: "/asks")
        }
    }

    private static func overload(in organization: OrganizationID, _ hub: Hub, _ db: any Connection, _ today: Day) throws -> [DeskItem] {
        let limit = hub.supervisionLimit
        return try db.engagements.load(of: organization).first { $0.count > limit }.map { most in
            [DeskItem(
                .soon, picture: "people", title: Message("One person supervises \(most.count, "count") engagements; the limit is \(limit, "limit")"),
                waitsOn: Message("you"), since: today, button: Message("See the engagements"), to: "/engagements")]
        } ?? []
    }

    /// For the case worker: whom of those in their care nobody else asks, since no letter reaches them, or who have been asked half of it.
    static let asks = DeskSource(for: [.caseWorker], purpose: .casework) { hub, db, access, _ in
        let now = hub.now(), people = try db.persons.inCare(of: access.actor).map(\.person)
        let asks = try Sharing.unfinished(try db.asks.standing(of: people, at: now), in: db, at: now), ways = try db.persons.contacts(of: asks.map(\.person))
        return asks.filter { $0.answer != nil || !ways[$0.person, default: []].contains(where: \.isSafe) }.sorted { $0.leavesAt < $1.leavesAt }.prefix(7).map { ask in
            DeskItem(
                .today, picture: "help", title: Message("Someone in your care is to be asked something at the desk"),
                detail: ask.answer == nil ? Message("Help was found for them, and no letter reaches them.") : Message("They said yes. Whether they share their first name is still to be asked."),
                waitsOn: Message("you"), since: Day(ask.leavesAt, in: hub.settings.value.zone), button: Message("Ask and record at the desk"), to: "/asks/\(ask.id.text)/desk")
        }
    }

    static let figures: [DeskFigureSource] = [
        DeskFigureSource(for: [.coordinator], purpose: .matching) { hub, db, access, _ in
            let (all, reminded, told) = try db.asks.unansweredCounts(in: access.actor.organization, at: hub.now())
            guard all > 0 else { return nil }
            return DeskFigure(
                Message("Waiting answers"), summary: Message("\(all, "count") questions wait for an answer, \(told, "late") of them for two weeks or longer."),
                bars: [.init(Message("Under a week"), all - reminded), .init(Message("One to two weeks"), reminded - told),
                       .init(Message("Two weeks or longer"), told, isTooMany: told > 0)], to: "/asks")
        },
        DeskFigureSource(for: [.coordinator], purpose: .matching) { _, db, access, today in
            let organization = access.actor.organization
            let (waiting, overdue) = try db.checkIns.waitingCount(in: organization, overdueSince: today.adding(days: -CheckIn.overdueDays))
            guard waiting > 0 else { return nil }
            return DeskFigure(
                Message("Check-ins"), summary: Message("\(waiting, "waiting") check-ins wait for an answer, \(overdue, "overdue") of them for a week or longer."),
                bars: [.init(Message("Asked this week"), waiting - overdue), .init(Message("Overdue"), overdue, isTooMany: overdue > 0)], to: "/engagements")
        },
        DeskFigureSource(for: [.coordinator], purpose: .matching) { hub, db, access, _ in
            let load = try db.engagements.load(of: access.actor.organization), limit = hub.supervisionLimit
            guard !load.isEmpty else { return nil }
            let names = Dictionary(try db.staff.find(load.map(\.supervisor)).map { ($0.user, $0) }) { $1 }
            var bars: [DeskFigure.Bar] = []
            for (user, count) in load.prefix(8) {
                guard let member = names[user] else { continue }
                let name = try access.open(member.name, in: user.text, of: member.person, as: .turnedTo)
                bars.append(.init(name: name, count, isTooMany: count > limit))
            }
            return DeskFigure(
                Message("Supervision"), summary: Message("\(load.count, "people") people supervise \(load.reduce(0) { $0 + $1.count }, "count") engagements. The limit for one person is \(limit, "limit")."),
                bars: bars, to: "/engagements")
        },
    ]
}

extension Hub {
    /// How many engagements one person should supervise at most.
    package var supervisionLimit: Int { max(1, Int(settings.value.supervisionLimit) ?? 30) }
}
