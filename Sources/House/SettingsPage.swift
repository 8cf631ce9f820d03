import Localization
import Markup
import Web

/// Everything an administrator sets for the hub, on one page.
struct SettingsPage: Page {
    let token: FormToken
    let form: SettingsForm
    let offered: [String]
    var problems: [FieldProblem] = []
    var isSaved = false

    static let samples = [
        SettingsPage(token: FormToken("sample"), form: SettingsForm(Settings(hubName: "Port Selby")), offered: ["en", "ar"], isSaved: true),
        SettingsPage(token: FormToken("sample"), form: SettingsForm(Settings(hubName: "")), offered: ["en"],
                     problems: [FieldProblem("hub_name", Message("Write the name of the hub."))]),
    ]

    var title: Message { Message("Settings") }

    func body(_ say: Speech) -> HTML {
        """
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        \(isSaved ? "<div class=\"notice good\" role=\"status\"><p>\(Picture("check")) \(say("Saved. It holds from now on."))</p></div>" : "")
        <form method="post" action="/settings" data-once>
        \(token.html)
        \(form.groups.enumerated().map { ($0 == 0 ? group($1, say) + LanguageChoices(offered: offered, chosen: form.languages, problem: problems.first("languages")).html(say) : group($1, say)) })
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Save"))</button></div>
        </form>
        """
    }

    private func group(_ group: SettingGroup, _ say: Speech) -> HTML {
        "<h2>\(say(group.title))</h2>\(group.fields.map { SettingLine(field: $0, form: form, problems: problems).html(say) })"
    }
}

/// One setting as it is typed in.
package struct SettingLine: Sendable {
    let field: SettingField
    let form: SettingsForm
    let problems: [FieldProblem]

    package init(field: SettingField, form: SettingsForm, problems: [FieldProblem]) { (self.field, self.form, self.problems) = (field, form, problems) }

    package func html(_ say: Speech) -> HTML {
        TextField(name: field.name, label: field.label, value: form.values[field.name] ?? "", kind: field.kind, hint: field.hint,
                  problem: problems.first(field.name), autocomplete: field.isSecret ? "new-password" : "off").html(say)
    }
}

/// The languages a hub may offer, each by its own name.
public struct LanguageChoices: Sendable {
    let offered: [String], chosen: [String]
    let problem: Message?

    public init(offered: [String], chosen: [String], problem: Message?) { (self.offered, self.chosen, self.problem) = (offered, chosen, problem) }

    public func html(_ say: Speech) -> HTML {
        """
        <div class="field"><fieldset class="choices" id="languages"><legend>\(say("Languages of the pages"))</legend>
        \(problem.map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        \(offered.compactMap { Language($0) }.map { language in
            Choice(name: "languages", value: language.tag, label: "<bdi \(.lang(language.tag))>\(language.name)</bdi>", isChosen: chosen.contains(language.tag)).html
        })</fieldset></div>
        """
    }
}
