import Localization
import Markup
import Trust
import Web

/// How an answer is given at the desk, as it is typed: through whom, and for a child by whom and whether it agrees.
package struct MannerForm: Sendable {
    var how = "", guardian = "", assent = ""

    package init() {}
    package init(_ fields: Fields) { (how, guardian, assent) = (fields["how"], fields["guardian"], fields["assent"]) }

    package func manner(of decision: ConsentEvent.Decision) throws(ConsentProblem) -> ConsentEvent.Manner {
        guard let said = ConsentEvent.Manner(code: how) else { throw .how }
        return try guarded(said, decision)
    }

    /// The same answer, by whoever was chosen to answer for the child. Where a child was asked, a yes is not written down as that of an adult.
    package func guarded(_ said: ConsentEvent.Manner, _ decision: ConsentEvent.Decision) throws(ConsentProblem) -> ConsentEvent.Manner {
        guard !guardian.isEmpty else {
            if decision.isYes, !assent.isEmpty { throw .guardian }
            return said
        }
        guard let who = ConsentEvent.Guardian.named.first(where: { $0.rawValue == guardian }) else { throw .guardian }
        guard assent.isEmpty || ConsentEvent.Assent(rawValue: assent) != nil else { throw .assent }
        return .guardian(who, assent: ConsentEvent.Assent(rawValue: assent), through: said.interpreter)
    }
}

/// How something was said, to choose from.
struct MannerChoice {
    /// Unique on the page.
    let id: String
    var form = MannerForm()
    var problem: Message?
    /// Nil where nobody knows when they were born.
    let isChild: Bool?

    func html(_ say: Speech) -> HTML {
        """
        <div class="field"><label \(.for(id))>\(say("How it was explained and answered"))</label>\(problem.map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })<select \(.id(id)) name="how">\
        \(ConsentEvent.Manner.atDesk.map { "<option \(.value($0.code)) \(when: $0.code == form.how, "selected")>\(say.plain($0.message))</option>" as HTML })</select></div>
        \(GuardianChoice(id: id, form: form, isChild: isChild).html(say))
        """
    }
}

/// Who answers for a child, and what the child says; folded away where nobody knows their age, and not there for an adult.
package struct GuardianChoice {
    let id: String
    var form = MannerForm()
    let isChild: Bool?

    package init(id: String, form: MannerForm, isChild: Bool?) { (self.id, self.form, self.isChild) = (id, form, isChild) }

    package func html(_ say: Speech) -> HTML? {
        switch isChild {
        case true?: fields(say)
        case nil: "<details \(when: !form.guardian.isEmpty || !form.assent.isEmpty, "open")><summary>\(say("They are under 18"))</summary>\(fields(say))</details>"
        case false?: nil
        }
    }

    private func fields(_ say: Speech) -> HTML {
        """
        <div class="field"><label \(.for("guardian-" + id))>\(say("Who says yes for the child"))</label><select \(.id("guardian-" + id)) name="guardian">\
        <option value="">\(say.plain("Nobody yet"))</option>\
        \(ConsentEvent.Guardian.named.map { "<option \(.value($0.rawValue)) \(when: $0.rawValue == form.guardian, "selected")>\(say.plain($0.message))</option>" as HTML })</select></div>
        <div class="field"><fieldset class="choices"><legend>\(say("What the child says"))</legend>
        \(ConsentEvent.Assent.allCases.map { Choice(name: "assent", value: $0.rawValue, label: say($0.message), isChosen: $0.rawValue == form.assent, isRadio: true).html })
        <p class="hint">\(say("A yes needs both. If the child says no, write down a no. Anybody can take it back."))</p></fieldset></div>
        """
    }
}
