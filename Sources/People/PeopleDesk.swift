import Accounts
import Foundation
import House
import Identity
import Localization
import Markup
import Storage
import Trust

/// What a case worker has to do for households, and how things stand with them.
enum PeopleDesk {
    /// How many are named one by one; the rest is counted.
    static let most = 7

    static let sources = [
        DeskSource(for: [.caseWorker], purpose: .casework) { hub, db, access, _ in try unreached(hub, db, &access) },
        DeskSource(for: [.caseWorker], purpose: .casework) { hub, db, access, today in try waiting(hub, db, access.actor.organization, today) },
        DeskSource(for: [.caseWorker, .coordinator], purpose: .casework) { hub, db, access, _ in try handovers(hub, db, access.actor) },
        DeskSource(for: [.caseWorker], purpose: .casework) { hub, db, access, _ in
            let people = try db.persons.inCare(of: access.actor)
            return try cards(hub, db, people) + consents(hub, db, people)
        },
    ]

    static let figures = [
        DeskFigureSource(for: [.caseWorker], purpose: .casework) { hub, db, access, _ in try ages(hub.now(), db, access.actor.organization) },
        DeskFigureSource(for: [.caseWorker], purpose: .casework) { _, db, access, _ in try languages(db, access.actor) },
    ]

    /// Households in the actor's care whom nobody can reach safely.
    private static func unreached(_ hub: Hub, _ db: any Connection, _ access: inout Access) throws -> [DeskItem] {
        let found = try db.households.unreached(of: access.actor, limit: most), zone = hub.settings.value.zone
        let lines = Dictionary(try HouseholdLine.lines(of: found.map(\.household), db, &access).map { ($0.id, $0) }) { first, _ in first }
        let items = found.compactMap { household, since in
            lines[household.id].flatMap { $0.isUsed ? $0 : nil }.map { line in
                DeskItem(
                    .today, picture: "phone", title: line.head.map { Message("Find a safe way to reach \($0, "name")") } ?? Message("Find a safe way to reach a household in your care"), waitsOn: Message("you"),
                    since: Day(since, in: zone), button: Message("Add a way"), to: "/households/\(household.id.text)")
            }
        }
        guard let last = found.last, found.count == most else { return items }
        let rest = try db.households.countUnreached(of: access.actor) - found.count
        guard rest > 0 else { return items }
        return items + [DeskItem(
            .soon, picture: "people", title: Message(count: rest, one: "One more household in your care can't be reached safely",
                                                     other: "\(rest, "count") more households in your care can't be reached safely"),
            waitsOn: Message("you"), since: Day(last.since, in: zone), button: Message("See your households"), to: "/people")]
    }

    /// Households that nobody has in care, counted: whoever takes one on chooses it from the list.
    private static func waiting(_ hub: Hub, _ db: any Connection, _ organization: OrganizationID, _ today: Day) throws -> [DeskItem] {
        guard let first = try db.households.waiting(in: organization, from: 0, limit: 1).first else { return [] }
        let count = try db.households.countWaiting(in: organization), since = Day(first.since, in: hub.settings.value.zone)
        return [DeskItem(
            today.days(since: since) > 14 ? .overdue : .today, picture: "family",
            title: Message(count: count, one: "One household has no case worker", other: "\(count, "count") households have no case worker"),
            detail: Message("Take one into your care: ways to reach them open only then."), waitsOn: Message("a case worker"), since: since,
            button: Message("Look at them"), to: "/households/waiting")]
    }

    /// Households that colleagues ask for or offer, as far as the actor answers; who they are is told on the page.
    private static func handovers(_ hub: Hub, _ db: any Connection, _ actor: Actor) throws -> [DeskItem] {
        let open = try db.handovers.open(before: actor, at: hub.now()).filter { $0.answers.contains(.yes) }.map(\.handover)
        guard let first = open.first else { return [] }
        return [DeskItem(
            .today, picture: "hand", title: Message(count: open.count, one: "One household is to get another case worker", other: "\(open.count, "count") households are to get another case worker"),
            detail: Message("A colleague waits for a yes or a no."), waitsOn: Message("you"), since: Day(first.askedAt, in: hub.settings.value.zone),
            button: Message("See who and why"), to: "/handovers")]
    }

    /// Those in the actor's care whose card wrong PINs have stopped: they stand outside, and perhaps somebody else has the card.
    private static func cards(_ hub: Hub, _ db: any Connection, _ people: [(person: PersonID, household: HouseholdID)]) throws -> [DeskItem] {
        let cards = try db.cards.standing(of: people.map(\.person)).filter(\.value.isStopped)
        guard let first = people.first(where: { cards[$0.person] != nil }) else { return [] }
        let since = cards.values.map { $0.stoppedAt ?? $0.issuedAt }.min() ?? hub.now()
        return [DeskItem(
            .today, picture: "key",
            title: Message(count: cards.count, one: "The card of one person in your care was stopped by wrong PINs", other: "The cards of \(cards.count, "count") people in your care were stopped by wrong PINs"),
            detail: Message("They can't come in. Make them a new card, and ask who tried."), waitsOn: Message("you"), since: Day(since, in: hub.settings.value.zone),
            button: Message("Make a new card"), to: "/households/\(first.household.text)")]
    }

    /// Those in the actor's care whose consents end soon: many of them read no letter, and are asked when they come.
    private static func consents(_ hub: Hub, _ db: any Connection, _ people: [(person: PersonID, household: HouseholdID)]) throws -> [DeskItem] {
        let asked = try db.consents.asked(of: people.map(\.person))
        guard let first = people.first(where: { asked[$0.person] != nil }), let since = asked.values.flatMap(\.values).min() else { return [] }
        return [DeskItem(
            .soon, picture: "check",
            title: Message(count: asked.count, one: "One person in your care is to be asked again what they agree to", other: "\(asked.count, "count") people in your care are to be asked again what they agree to"),
            detail: Message("What they agreed to ends within a month."), waitsOn: Message("them"), since: Day(since, in: hub.settings.value.zone),
            button: Message("Ask the first one"), to: "/households/\(first.household.text)")]
    }

    /// Households without a case worker, by how long they have waited.
    private static func ages(_ now: Date, _ db: any Connection, _ organization: OrganizationID) throws -> DeskFigure? {
        func before(days: Double) throws -> Int { try db.households.countWaiting(in: organization, before: now.addingTimeInterval(-days * 86_400)) }
        let all = try db.households.countWaiting(in: organization), week = try before(days: 7), month = try before(days: 28)
        guard all > 0 else { return nil }
        return DeskFigure(
            Message("Households without a case worker, by how long they wait"),
            summary: Message(count: all, one: "One household waits for a case worker.", other: "\(all, "count") households wait for a case worker."),
            bars: [.init(Message("Up to a week"), all - week), .init(Message("One to four weeks"), week - month),
                   .init(Message("More than four weeks"), month, isTooMany: month > 0)],
            to: "/households/waiting")
    }

    /// First languages of the people in the actor's care.
    private static func languages(_ db: any Connection, _ actor: Actor) throws -> DeskFigure? {
        let spoken = try db.households.languagesInCare(of: actor, limit: 8)
        guard !spoken.isEmpty else { return nil }
        return DeskFigure(
            Message("First languages in your care"),
            summary: Message(count: spoken.count, one: "One language is spoken.", other: "\(spoken.count, "count") languages, the most spoken first."),
            bars: spoken.map { .init(language: $0.code, $0.people) }, to: "/people")
    }
}
