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
    /// What was typed, to be saved over what stands there by now.
    func over(_ standing: PlaceOfferForm) -> PlaceOfferForm {
        var form = self
        form.version = standing.version
        return form
    }

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
