import House
import Localization
import Markup
import Web

/// How far setting up has come.
struct SetupSteps: Sendable {
    /// 1 for the hub itself, then those of `Setup`.
    let number: Int

    init(_ step: Setup?) { number = (step.flatMap { Setup.allCases.firstIndex(of: $0) } ?? -1) + 2 }

    func html(_ say: Speech) -> HTML {
        let all = Setup.allCases.count + 1
        return """
            <div class="steps"><p>\(say("Question \(number, "number") of \(all, "count")"))</p>
            <progress \(.value(String(number))) \(.max(all)) \(.label(say.plain("How far you are")))></progress></div>
            """
    }
}

/// Shows that whoever sets up the hub sits at its machine.
struct StartCodePage: Page {
    let token: FormToken
    let problem: Message?

    static let samples = [
        StartCodePage(token: FormToken("sample"), problem: nil),
        StartCodePage(token: FormToken("sample"), problem: Message("This is not the code. It stands where the program was started.")),
    ]

    var title: Message { Message("Set up this hub") }

    func body(_ say: Speech) -> HTML {
        """
        \(problem.flatMap { ProblemList([FieldProblem("code", $0)]).html(say) })
        <h1>\(say(title))</h1>
        <p class="lead">\(say("A few questions, one on each page. You can stop and come back."))</p>
        <form method="post" action="/start" data-once>
        \(token.html)
        \(TextField(name: "code", label: Message("The code of eight digits"), value: "", kind: .tel,
                    hint: Message("It stands where the program was started, so that nobody else takes this hub."), problem: problem, autocomplete: "off").html(say))
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Begin"))</button></div>
        </form>
        """
    }
}

/// The first question: what the hub is called, and which languages it speaks.
struct StartHubPage: Page {
    let token: FormToken
    let form: SettingsForm
    let offered: [String]
    var problems: [FieldProblem] = []

    static let samples = [StartHubPage(
        token: FormToken("sample"), form: SettingsForm(Settings(hubName: ""), groups: [.hub]), offered: ["en", "ar"],
        problems: [FieldProblem("hub_name", Message("Write the name of the hub."))])]

    var title: Message { Message("What is the hub called, and which languages does it speak?") }

    func body(_ say: Speech) -> HTML {
        """
        \(SetupSteps(nil).html(say))
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <form method="post" action="/start/hub" data-once>
        \(token.html)
        \(form.groups.flatMap(\.fields).map { SettingLine(field: $0, form: form, problems: problems).html(say) })
        \(LanguageChoices(offered: offered, chosen: form.languages, problem: problems.first("languages")).html(say))
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Continue"))</button></div>
        </form>
        """
    }
}

/// The second question: who runs the hub.
struct StartAdministratorPage: Page {
    let token: FormToken
    let name: String, email: String
    let problems: [FieldProblem]

    static let samples = [StartAdministratorPage(
        token: FormToken("sample"), name: "Helen Price", email: "helen", problems: [FieldProblem("email", Message("Write the e-mail address, such as name@example.org."))])]

    var title: Message { Message("Who runs this hub?") }

    func body(_ say: Speech) -> HTML {
        """
        \(SetupSteps(.administrator).html(say))
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("The administrator lets others in and changes the settings. You can hand this over later."))</p>
        <form method="post" action="/start/administrator" data-once>
        \(token.html)
        \(TextField(name: "name", label: Message("Your name"), value: name, problem: problems.first("name"), autocomplete: "name").html(say))
        \(TextField(name: "email", label: Message("E-mail address"), value: email, kind: .email, problem: problems.first("email"), autocomplete: "username").html(say))
        \(TextField(name: "password", label: Message("Password"), value: "", kind: .password, hint: Message("At least 12 characters. Three or four words are good."),
                    problem: problems.first("password"), autocomplete: "new-password").html(say))
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Continue"))</button>
        <a class="button quiet" href="/start/hub">\(say("Back", context: "question"))</a></div>
        </form>
        """
    }
}
