import Localization
import Volunteers
import Web

extension OfferStore {
    /// Places as they stand, to be changed.
    func form(of giver: Giver) throws -> PlaceOfferForm {
        let told = try told([giver.id])[giver.id]
        return PlaceOfferForm(giver, district: told?.district, times: told?.times ?? [], version: try version(of: giver.id))
    }
}

/// What two people saved of the same places at once: the second sees both, and saves again or not.
extension PlaceOfferForm {
    static let names = ["title", "capacity", "children", "adults", "seniors", "district", "step_free", "times"]

    /// What stands in it, by the names of the fields.
    var values: [String: String] {
        [
            "title": title, "capacity": capacity, "children": children, "adults": adults, "seniors": seniors, "district": district, "step_free": stepFree,
            "times": times.sorted().joined(separator: " "),
        ]
    }

    /// What was changed in this form, to be saved over what stands there by now: what its author left alone is as somebody else wrote it.
    func over(_ standing: PlaceOfferForm) -> PlaceOfferForm {
        var form = self
        func isOurs(_ name: String) -> Bool { FormStart.isChanged(name, values, from: shown) }
        if !isOurs("title") { form.title = standing.title }
        if !isOurs("capacity") { form.capacity = standing.capacity }
        if !isOurs("children") { form.children = standing.children }
        if !isOurs("adults") { form.adults = standing.adults }
        if !isOurs("seniors") { form.seniors = standing.seniors }
        if !isOurs("district") { form.district = standing.district }
        if !isOurs("step_free") { form.stepFree = standing.stepFree }
        if !isOurs("times") { form.times = standing.times }
        (form.version, form.shown) = (standing.version, standing.values)
        return form
    }

    func isSame(as standing: PlaceOfferForm) -> Bool { values == standing.values }

    /// Beside each field in which somebody wrote something else meanwhile, what stands there.
    func differences(from standing: PlaceOfferForm) -> [FieldProblem] {
        func shown(_ text: String) -> String { text.isEmpty ? "–" : text }
        return [
            title == standing.title ? nil : FieldProblem("title", Message("They called it: \(shown(standing.title), "title")")),
            capacity == standing.capacity ? nil : FieldProblem("capacity", Message("Places, as they wrote it: \(shown(standing.capacity), "places")")),
            children == standing.children ? nil : FieldProblem("children", Message("Children under 18, as they wrote it: \(shown(standing.children), "most")")),
            adults == standing.adults ? nil : FieldProblem("adults", Message("Adults under 65, as they wrote it: \(shown(standing.adults), "most")")),
            seniors == standing.seniors ? nil : FieldProblem("seniors", Message("People of 65 or older, as they wrote it: \(shown(standing.seniors), "most")")),
            district == standing.district ? nil : FieldProblem("district", Message("Part of town, as they wrote it: \(shown(standing.district), "part")")),
            stepFree == standing.stepFree ? nil : FieldProblem("step_free", Message("They chose something else about steps.")),
            WeeklySlot.merged(slots) == WeeklySlot.merged(standing.slots) ? nil : FieldProblem("times", Message("They chose other times of the week.")),
        ].compactMap(\.self)
    }
}
