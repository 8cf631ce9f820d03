import Identity
import Localization
import Markup
import Volunteers
import Web

/// Places that organizations give, such as those of a class, and adding more.
struct PlaceOfferPage: Page {
    struct Item: Sendable {
        let offer: Offer, giver: Giver
        let program: Program?
        let taken: Int
        /// What is left where people are counted.
        var left: Room? = nil
    }
    let token: FormToken
    let items: [Item]
    let form: PlaceOfferForm
    let problems: [FieldProblem]
    let programs: [Program]
    let today: Day

    var title: Message { Message("Places that organizations give") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("A class, an apprenticeship, a bed: places that the next round fills. What volunteers offer comes from their own pages."))</p>
        \(items.isEmpty ? "<div class=\"empty\"><p>\(say("None yet. Add the first below."))</p></div>" : "<ul class=\"cards\">\(items.map { card($0, say) })</ul>")
        <h2 id="add">\(say("Add places"))</h2>
        \(ProblemList(problems).html(say))
        <form method="post" action="/offers" data-once>\(token.html)
        <fieldset class="choices" id="program"><legend>\(say("What kind of help is it?"))</legend>
        \(programs.map { Choice(name: "program", value: $0.id, label: "\(Picture($0.picture)) \($0.name.html(say))", isChosen: form.program == $0.id, isRadio: true).html })</fieldset>
        \(fields.naming(say))
        <fieldset class="choices" id="counted"><legend>\(say("What is one place for?"))</legend>
        \(Choice(name: "counted", value: "households", label: say("One person or family, however many they are"), isChosen: !form.countsPeople, isRadio: true).html)
        \(Choice(name: "counted", value: "people", label: say("One person of a family"), isChosen: form.countsPeople, isRadio: true).html)</fieldset>
        <p class="hint">\(say("Where one place is for one person, you can say how many of each age there is room for at most. Leave it empty where it does not matter."))</p>
        \(fields.ages(say))
        \(fields.district(say))
        \(fields.steps(say))
        \(TextField(name: "until", label: Message("Last day"), value: form.until, kind: .date, hint: Message("Leave it empty where there is no end."), problem: problems.first("until"), autocomplete: "off").html(say))
        <h3>\(say("At which times of the week?"))</h3>
        \(WeekGrid(name: "times", chosen: form.times).html(say))
        <div class="buttons"><button class="button main">\(Picture("plus")) \(say("Add these places"))</button></div></form>
        """
    }

    private var fields: PlaceFields { PlaceFields(form: form, problems: problems) }

    private func card(_ item: Item, _ say: Speech) -> HTML {
        let route: Route = item.offer.isOpen ? "/offers/\(item.offer.id.text)/closure" : "/offers/\(item.offer.id.text)/reopening"
        return """
            <li class="card"><h2>\(Picture(item.program?.picture ?? "help")) <bdi>\(item.giver.title ?? "")</bdi></h2>
            <p class="meta">\(item.program?.name.html(say))</p>
            <p>\(item.offer.isOpen ? taken(item, say) : say("Closed. No round fills it."))</p>
            \(item.offer.isOpen ? end(item, say) : nil)
            <p><a \(.href("/offers/\(item.offer.id.text)/places"))>\(Picture("pen")) \(say("Change these places"))<span class="visually-hidden">: <bdi>\(item.giver.title ?? "")</bdi></span></a></p>
            <form method="post" \(.action(route)) data-once>\(token.html)
            <button class="button quiet">\(Picture(item.offer.isOpen ? "cross" : "undo")) \(item.offer.isOpen ? say("Close", context: "places") : say("Open it again"))
            <span class="visually-hidden">: <bdi>\(item.giver.title ?? "")</bdi></span></button></form></li>
            """
    }

    private func taken(_ item: Item, _ say: Speech) -> HTML {
        guard let room = item.giver.room, let left = item.left else { return say("\(item.taken, "taken") of \(item.giver.capacity, "places") places are taken.") }
        func free(_ free: Int, _ of: Int) -> HTML { say("\(free, "free") of \(of, "places") free", context: "people") }
        let parts = Headcount.Age.allCases.compactMap { age -> HTML? in
            guard let all = room.limit(age), let few = left.limit(age) else { return nil }
            return "\(say(age.message)): \(free(min(few, left.all), all))"
        }
        let overfull: HTML? = left.isOverfull ? "<br>\(Picture("warning")) \(say(Obstacle.overfull.message))" : nil
        return "\(say("Counted in people")): \(([free(left.all, room.all)] + parts).joined(separator: " · "))\(overfull)"
    }

    private func end(_ item: Item, _ say: Speech) -> HTML {
        let words = item.giver.lastDay.map { $0 < today ? say("Ended on \(say.day($0), "day"). No round fills it.") : say("Until \(say.day($0), "day")", context: "places") }
        return """
            <p>\(words.map { "\($0) · " as HTML })<a \(.href("/offers/\(item.offer.id.text)/end"))>\(say("Change until when"))<span class="visually-hidden">: <bdi>\(item.giver.title ?? "")</bdi></span></a></p>
            """
    }

    static let samples: [PlaceOfferPage] = {
        let giver = Giver(id: ID(high: 1, low: 6), organization: ID(high: 1, low: 9), person: nil, title: "English class, Tuesday evening", capacity: 12)
        let items = [true, false].map { Item(offer: Offer(id: ID(high: 1, low: 7), giver: giver.id, organization: giver.organization, program: "class", isOpen: $0), giver: giver, program: .sample, taken: 3) }
        var rented = giver, wrong = PlaceOfferForm()
        rented.room = Room(all: 12, children: 4, adults: 8, seniors: 2)
        (wrong.countsPeople, wrong.children) = (true, "many")
        let rooms = [Room(all: 5, children: 1, adults: 4, seniors: 2), Room(all: 0, children: 2, adults: 0, seniors: 0)].map { left in
            Item(offer: Offer(id: ID(high: 1, low: 7), giver: giver.id, organization: giver.organization, program: "class", isOpen: true), giver: rented, program: .sample, taken: 3, left: left)
        }
        return [
            PlaceOfferPage(
                token: FormToken("sample"), items: rooms, form: wrong, problems: [FieldProblem("children", Message("Write a number from 0 to \(10, "most"), or leave it empty."))],
                programs: [.sample], today: Day(number: 20_778)),
            PlaceOfferPage(token: FormToken("sample"), items: items, form: PlaceOfferForm(), problems: [], programs: [.sample], today: Day(number: 20_778)),
            PlaceOfferPage(token: FormToken("sample"), items: [], form: PlaceOfferForm(), problems: [FieldProblem("title", Message("Write what it is called, such as: English class, Tuesday evening."))], programs: [.sample], today: Day(number: 20_778)),
        ]
    }()
}
