import House
import Identity
import Localization
import Markup
import Storage
import Trust
import Volunteers
import Web

/// For how many people a volunteer has time at once, on their page for the coordinator.
struct CapacityPart: Part {
    let person: PersonID
    let capacity: Int
    /// Live matches, 0 or more.
    let taken: Int
    let programs: [Program]
    let lastDay: Day?

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <h2>\(Picture("people")) \(say("Time for how many"))</h2>
        <p>\(say("Offers:")) \(say.row(programs.map { "\(Picture($0.picture)) \($0.name.html(say))" }))</p>
        <p>\(say(taken, one: "One person or family is with them now, or is being asked.", other: "\(taken, "count") people or families are with them now, or are being asked."))</p>
        <form method="post" \(.action("/volunteers/\(person.text)/capacity")) data-once>\(token.html)
        \(Select(name: "capacity", label: Message("At the same time, at most"), options: (0...9).map { .init(String($0), say.number($0)) }, chosen: String(capacity)).html(say))
        <p class="hint">\(say("With 0 they are asked for nobody new. Nothing that is under way ends by it."))</p>
        <div class="buttons"><button class="button">\(Picture("check")) \(say("Save", context: "capacity"))</button></div></form>
        <p>\(lastDay.map { say("They have time until \(say.day($0), "day").") } ?? say("They have named no last day."))
        <a \(.href("/volunteers/\(person.text)/time"))>\(say("Change until when"))</a></p>
        """
    }

    static let samples = [
        CapacityPart(person: ID(high: 1, low: 2), capacity: 1, taken: 0, programs: [.sample], lastDay: nil),
        CapacityPart(person: ID(high: 1, low: 2), capacity: 0, taken: 3, programs: [.sample, .sample], lastDay: Day(number: 20_800)),
    ]
}

extension Panel {
    static func capacity(_ programs: ProgramCatalog) -> Panel {
        Panel(on: .volunteer) { id, hub, db, access in
            guard let person = PersonID(id), let giver = try db.offers.giver(of: person, visibleTo: access.actor) else { return nil }
            let offered = try db.offers.list(of: giver.id).filter(\.isOpen).compactMap { programs[$0.program] }
            return offered.isEmpty ? nil : CapacityPart(
                person: person, capacity: giver.capacity, taken: try db.offers.taken(of: giver.id, on: Day(hub.now(), in: hub.settings.value.zone)),
                programs: offered, lastDay: giver.lastDay)
        }
    }
}
