import Identity
import Localization
import People
import Vault
import Volunteers
import Web

/// A need as the desk types it in; the input is kept as it was typed until it is right.
struct NeedForm: SharedForm {
    var program = "", person = ""
    var urgency = Need.Urgency.soon
    var wish = Need.GenderWish.any
    var access = Need.Access.none
    /// Values of the week's grid, such as `2-evening`.
    var times: Set<String> = []
    var words = ""
    /// Of the need as it stood when the form was opened; 0 for a new one.
    var version = 0
    var shown: [String: String] = [:]

    init() {}

    init(_ fields: Fields) {
        (program, person) = (fields["program"], fields["person"])
        urgency = Int(typed: fields["urgency"]).flatMap(Need.Urgency.init) ?? .soon
        wish = Need.GenderWish(rawValue: fields["wish"]) ?? .any
        access = Need.Access(rawValue: fields["access"]) ?? .none
        times = Set(fields.values("times").prefix(21))
        words = String(fields["words"].prefix(4000))
        version = Int(typed: fields["version"]) ?? 0
        shown = Self.shown(in: fields)
    }

    /// As it stands, to be changed.
    init(_ need: Need, times: [WeeklySlot], words: String) {
        (program, person, urgency, wish, self.words) = (need.program, need.person.text, need.urgency, need.genderWish, words)
        (version, access) = (need.version, need.access)
        self.times = times.fields
        shown = values
    }

    static let parts: [FormPart<NeedForm>] = [
        FormPart("urgency", \.urgency) { String($0.rawValue) }, FormPart("wish", \.wish, \.rawValue), FormPart("access", \.access, \.rawValue),
        FormPart("times", \.times), FormPart("words", \.words),
    ]

    /// What was changed here, over the need as it stands by now; what it is and for whom stays.
    func again(over stands: NeedForm) -> NeedForm {
        var form = over(stands)
        (form.program, form.person) = (stands.program, stands.person)
        return form
    }

    var slots: [WeeklySlot] { times.compactMap { WeeklySlot(field: $0) }.sorted() }

    func problems(_ programs: ProgramCatalog) -> [FieldProblem] {
        programs[program] == nil ? [FieldProblem("program", Message("Choose what they need."))] : []
    }
}
