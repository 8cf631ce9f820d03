import Identity
import Localization
import People
import Vault
import Volunteers
import Web

/// A need as the desk types it in; the input is kept as it was typed until it is right.
struct NeedForm: Sendable {
    var program = "", person = ""
    var urgency = Need.Urgency.soon
    var wish = Need.GenderWish.any
    var access = Need.Access.none
    /// Values of the week's grid, such as `2-evening`.
    var times: Set<String> = []
    var words = ""
    /// Of the need as it stood when the form was opened; 0 for a new one.
    var version = 0
    /// What the form showed of it, by the names of the fields; empty where it does not say.
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
        shown = FormStart.read(fields, Self.names)
    }

    /// As it stands, to be changed.
    init(_ need: Need, times: [WeeklySlot], words: String) {
        (program, person, urgency, wish, self.words) = (need.program, need.person.text, need.urgency, need.genderWish, words)
        (version, access) = (need.version, need.access)
        self.times = times.fields
        shown = values
    }

    private static let names = ["urgency", "wish", "access", "times", "words"]

    private var values: [String: String] {
        ["urgency": String(urgency.rawValue), "wish": wish.rawValue, "access": access.rawValue, "times": times.sorted().joined(separator: " "), "words": words]
    }

    /// What was changed here, to be saved over a need that stands otherwise by now: what its author left alone is as somebody else wrote it.
    func again(over stands: NeedForm) -> NeedForm {
        var form = self
        func isOurs(_ name: String) -> Bool { FormStart.isChanged(name, values, from: shown) }
        if !isOurs("urgency") { form.urgency = stands.urgency }
        if !isOurs("wish") { form.wish = stands.wish }
        if !isOurs("access") { form.access = stands.access }
        if !isOurs("times") { form.times = stands.times }
        if !isOurs("words") { form.words = stands.words }
        (form.program, form.person, form.version, form.shown) = (stands.program, stands.person, stands.version, stands.values)
        return form
    }

    var slots: [WeeklySlot] { times.compactMap { WeeklySlot(field: $0) }.sorted() }

    func problems(_ programs: ProgramCatalog) -> [FieldProblem] {
        programs[program] == nil ? [FieldProblem("program", Message("Choose what they need."))] : []
    }
}
