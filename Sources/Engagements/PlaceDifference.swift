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
extension PlaceOfferForm: SharedForm {
    static let parts: [FormPart<PlaceOfferForm>] = [
        FormPart("title", \.title), FormPart("capacity", \.capacity), FormPart("children", \.children), FormPart("adults", \.adults), FormPart("seniors", \.seniors),
        FormPart("district", \.district), FormPart("step_free", \.stepFree), FormPart("times", \.times),
    ]

    func isSame(as standing: PlaceOfferForm) -> Bool { values == standing.values }

    /// Beside each field in which somebody wrote something else meanwhile, what stands there.
    func differences(from standing: PlaceOfferForm) -> [FieldProblem] {
        func shown(_ text: String) -> String { text.isEmpty ? "–" : text }
        let words: [(field: String, said: Message)] = [
            ("title", Message("They called it: \(shown(standing.title), "title")")),
            ("capacity", Message("Places, as they wrote it: \(shown(standing.capacity), "places")")),
            ("children", Message("Children under 18, as they wrote it: \(shown(standing.children), "most")")),
            ("adults", Message("Adults under 65, as they wrote it: \(shown(standing.adults), "most")")),
            ("seniors", Message("People of 65 or older, as they wrote it: \(shown(standing.seniors), "most")")),
            ("district", Message("Part of town, as they wrote it: \(shown(standing.district), "part")")),
            ("step_free", Message("They chose something else about steps.")),
            ("times", Message("They chose other times of the week.")),
        ]
        let both = conflicts(with: standing)
        return words.filter { both.contains($0.field) }.map { FieldProblem($0.field, $0.said) }
    }
}
