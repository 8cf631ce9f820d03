import Localization
import Markup
import Web

/// What is typed of places, new ones or changed ones, in pieces.
struct PlaceFields: Sendable {
    let form: PlaceOfferForm
    let problems: [FieldProblem]

    /// What it is called, and how many places there are.
    func naming(_ say: Speech) -> HTML {
        """
        \(TextField(name: "title", label: Message("What it is called"), value: form.title, hint: Message("Everyone who is asked reads this. No name of a person, please."),
                    problem: problems.first("title"), autocomplete: "off").html(say))
        \(number("capacity", Message("How many places"), form.capacity, say))
        """
    }

    func ages(_ say: Speech) -> HTML {
        """
        \(number("children", Message("Children under 18, at most"), form.children, say))
        \(number("adults", Message("Adults under 65, at most"), form.adults, say))
        \(number("seniors", Message("People of 65 or older, at most"), form.seniors, say))
        """
    }

    func district(_ say: Speech) -> HTML {
        TextField(name: "district", label: Message("Part of town, or postcode"), value: form.district, problem: problems.first("district"), autocomplete: "off").html(say)
    }

    func steps(_ say: Speech) -> HTML {
        func choice(_ value: String, _ label: HTML) -> HTML { Choice(name: "step_free", value: value, label: label, isChosen: form.stepFree == value, isRadio: true).html }
        return """
            <fieldset class="choices" id="step_free"><legend>\(say("Can everything be reached and used without steps?"))</legend>
            \(choice("yes", say("Yes", context: "steps")))\(choice("no", say("No, there are steps")))\(choice("", say("It is not known", context: "steps")))</fieldset>
            """
    }

    private func number(_ name: String, _ label: Message, _ value: String, _ say: Speech) -> HTML {
        TextField(name: name, label: label, value: value, kind: .tel, problem: problems.first(name), autocomplete: "off").html(say)
    }
}
