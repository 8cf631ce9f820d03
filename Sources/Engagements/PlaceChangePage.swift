import Identity
import Localization
import Markup
import Volunteers
import Web

/// Changing places that an organization gives: what they are called, how many they are, where and when.
struct PlaceChangePage: Page {
    let token: FormToken
    let offer: OfferID
    let form: PlaceOfferForm
    let taken: PlacesTaken
    var problems: [FieldProblem] = []
    /// Whether somebody saved them since the form was shown.
    var isLate = false

    var title: Message { Message("Change these places") }

    func body(_ say: Speech) -> HTML {
        """
        <p><a href="/offers">\(Picture("tools")) \(say("Places that organizations give"))</a></p>
        <h1>\(say(title))</h1>
        <p class="lead">\(say("The next round reads what you save here. What goes on already is not ended by it."))</p>
        \(taken.html(say))
        \(isLate ? "<div class=\"notice warn\" role=\"alert\"><p>\(Picture("warning")) \(say("Somebody saved these places meanwhile. What you changed is still here, and the rest is as they wrote it. Look at it, and save again if yours is to stand."))</p></div>" : nil)
        \(ProblemList(problems).html(say))
        <form method="post" \(.action("/offers/\(offer.text)/places")) data-once>\(token.html)<input type="hidden" name="version" \(.value(String(form.version)))>
        \(form.shownFields)
        \(fields.naming(say))
        \(form.countsPeople ? fields.ages(say) : nil)
        \(fields.district(say))
        \(fields.steps(say))
        <h2>\(say("At which times of the week?"))</h2>
        \(WeekGrid(name: "times", chosen: form.times).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save", context: "places"))</button>
        <a class="button quiet" href="/offers">\(say("Back without saving"))</a></div></form>
        """
    }

    private var fields: PlaceFields { PlaceFields(form: form, problems: problems) }

    static let samples: [PlaceChangePage] = {
        let giver = Giver(id: ID(high: 1, low: 6), organization: ID(high: 1, low: 9), person: nil, title: "English class, Tuesday evening", capacity: 12)
        var house = giver, few = PlaceOfferForm(giver, district: nil, times: [], version: 1)
        house.room = Room(all: 8, children: 3)
        few.capacity = "2"
        return [
            PlaceChangePage(token: FormToken("sample"), offer: ID(high: 1, low: 7), form: few, taken: PlacesTaken(all: 0, people: nil), problems: few.differences(from: PlaceOfferForm()), isLate: true),
            PlaceChangePage(token: FormToken("sample"), offer: ID(high: 1, low: 7), form: PlaceOfferForm(giver, district: "Old town", times: [], version: 1), taken: PlacesTaken(all: 0, people: nil)),
            PlaceChangePage(
                token: FormToken("sample"), offer: ID(high: 1, low: 7), form: few, taken: PlacesTaken(all: 3, people: nil), problems: PlacesTaken(all: 3, people: nil).problems(few)),
            PlaceChangePage(
                token: FormToken("sample"), offer: ID(high: 1, low: 7), form: PlaceOfferForm(house, district: "Old town", times: [], version: 1),
                taken: PlacesTaken(all: 4, people: Headcount(children: 2, adults: 2))),
            PlaceChangePage(
                token: FormToken("sample"), offer: ID(high: 1, low: 7), form: PlaceOfferForm(house, district: "Old town", times: [], version: 1),
                taken: PlacesTaken(all: 5, people: Headcount(children: 4, adults: 1), room: house.room)),
        ]
    }()
}
