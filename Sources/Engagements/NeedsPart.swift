import Foundation
import House
import Identity
import Localization
import Markup
import People
import Storage
import Trust
import Volunteers
import Web

/// What a household seeks, on its page: each with where it stands, for the case worker in whose care it is.
struct NeedsPart: Part {
    struct Item: Sendable {
        let need: Need
        let program: Program?
        let standing: NeedStanding
        let name: String?
        let words: String?
        /// While its owner's data is kept and not used there is nothing to do with it.
        var rests = false
    }
    let household: HouseholdID
    let items: [Item]

    func html(_ say: Speech, _ token: FormToken) -> HTML {
        """
        <h2 id="needs">\(Picture("heart")) \(say("What they need"))</h2>
        \(items.isEmpty ? "<p>\(say("Nothing was written down yet."))</p>" : "<ul class=\"cards\">\(items.map { card($0, say, token) })</ul>")
        <p><a class="button" \(.href("/households/\(household.text)/needs/new"))>\(Picture("plus")) \(say("Open a need"))</a></p>
        """
    }

    private func card(_ item: Item, _ say: Speech, _ token: FormToken) -> HTML {
        """
        <li class="card"><h3>\(Picture(item.program?.picture ?? "help")) \(item.program?.name.html(say) ?? "<bdi>\(item.need.program)</bdi>")</h3>
        <p class="meta">\(item.name.map { "<bdi>\($0)</bdi> · " as HTML })\(say(item.need.urgency.message)) · \(say("since \(say.day(item.need.openedOn), "day")"))</p>
        <p><strong>\(say(item.standing.meaning))</strong> \(say(item.standing.next))</p>
        \(item.need.isOpen ? item.program?.directoryLink(say).map { "<p>\($0)</p>" as HTML } : nil)
        \(item.need.access.fact.map { "<p>\(Picture("step-free")) \(say($0))</p>" as HTML })
        \(item.words.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML })
        \(item.rests ? nil : item.need.isOpen ? open(item, say, token) : closed(item, say, token))</li>
        """
    }

    private func open(_ item: Item, _ say: Speech, _ token: FormToken) -> HTML {
        """
        <p><a \(.href("/needs/\(item.need.id.text)"))>\(Picture("pen")) \(say("Change"))<span class="visually-hidden">: \(item.program?.name.html(say))</span></a></p>
        <details class="filters"><summary>\(Picture("cross")) \(say("Close this need"))</summary>
        <form method="post" \(.action("/needs/\(item.need.id.text)/closure")) data-once>\(token.html)
        <fieldset class="choices"><legend>\(say("Why is it closed?"))</legend>
        \(Need.Closing.allCases.map { Choice(name: "closing", value: $0.rawValue, label: say($0.message), isChosen: $0 == .met, isRadio: true).html })</fieldset>
        <p class="hint">\(say("Nobody is looked for any more. You can open it again here at any time."))</p>
        <div class="buttons"><button class="button">\(say("Close this need"))</button></div></form></details>
        """
    }

    private func closed(_ item: Item, _ say: Speech, _ token: FormToken) -> HTML {
        """
        <form method="post" \(.action("/needs/\(item.need.id.text)/reopening")) data-once>\(token.html)
        <button class="button quiet">\(Picture("undo", turns: true)) \(say("Open it again"))<span class="visually-hidden">: \(item.program?.name.html(say))</span></button></form>
        """
    }

    static let samples: [NeedsPart] = {
        func item(_ closing: Need.Closing?, _ program: Program, _ match: Match.Status?) -> Item {
            let need = Need(
                id: ID(high: 1, low: 5), organization: ID(high: 1, low: 9), household: ID(high: 1, low: 1), person: ID(high: 1, low: 2),
                program: program.id, urgency: .soon, genderWish: .any, openedOn: Day(number: 20_778), closing: closing, access: match == .asking ? .stepFree : .none)
            return Item(need: need, program: program, standing: .of(need, isForSpecialists: program.isForSpecialists, match: match, rests: match == .declined), name: "Amal Haddad", words: "بعد السادسة")
        }
        return [
            NeedsPart(household: ID(high: 1, low: 1), items: []),
            NeedsPart(household: ID(high: 1, low: 1), items: [item(nil, .sample, nil), item(nil, .sample, .asking), item(nil, .sample, .accepted), item(nil, .sample, .declined),
                                                               item(nil, .specialistSample, nil)] + Need.Closing.allCases.map { item($0, .sample, nil) }),
        ]
    }()
}

extension Panel {
    /// Only for whoever has the household in their care: a colleague takes it over first.
    static func needs(_ programs: ProgramCatalog) -> Panel {
        Panel(on: .household) { id, hub, db, access in
            guard let id = HouseholdID(id), let household = try db.households.find(id, visibleTo: access.actor),
                  household.relation(to: access.actor) == .assigned else { return nil }
            let needs = try db.needs.list(of: id), words = try db.needs.words(of: needs.map(\.id)), live = try db.matches.live(of: needs.map(\.id), at: hub.now())
            let asked = try db.asks.asked(for: needs.map(\.id), at: hub.now())
            let people = Dictionary(try db.persons.members(of: [id]).map { ($0.id, $0) }) { first, _ in first }
            var items: [NeedsPart.Item] = []
            for need in needs {
                let program = programs[need.program], isClosed = try access.isRestricted(need.person)
                items.append(NeedsPart.Item(
                    need: need, program: program, standing: .of(need, isForSpecialists: program?.isForSpecialists ?? true, match: live[need.id], asked: asked[need.id], rests: isClosed),
                    name: try people[need.person].map { try access.name(of: $0, as: .assigned) },
                    words: isClosed ? nil : try words[need.id].map { try access.open($0, in: need.id.text, of: need.person, as: .assigned) }, rests: isClosed))
            }
            return NeedsPart(household: id, items: items)
        }
    }
}

extension MatchStore {
    /// Where the live matches of these needs stand; those that can still be taken back in silence are nobody's to know.
    func live(of needs: [NeedID], at now: Date) throws -> [NeedID: Match.Status] {
        try db.rows("SELECT need_id, status FROM matches WHERE closed_at IS NULL AND asks_leave_at <= \(now) AND need_id IN \(in: needs)")
            .reduce(into: [:]) { $0[try $1.get("need_id")] = Match.Status(rawValue: try $1.get("status")) }
    }
}
