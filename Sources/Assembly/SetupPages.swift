import Accounts
import House
import Identity
import Localization
import Markup
import Messaging
import Post
import Web

/// The root key, to print; shown until it was confirmed that it is on paper.
struct SetupKeyPage: Page {
    let token: FormToken
    /// Nil where the page is read on another machine.
    let key: PrintedKey?
    let isUnconfirmed: Bool

    static let samples = [
        SetupKeyPage(token: FormToken("sample"), key: PrintedKey(text: "ABCD-EFGH-JKMN", file: "/srv/tessera/data.key"), isUnconfirmed: true),
        SetupKeyPage(token: FormToken("sample"), key: nil, isUnconfirmed: false),
    ]

    var title: Message { Message("Print the root key") }
    private var unconfirmed: Message { Message("Print the key first, then say that you have it.") }

    func body(_ say: Speech) -> HTML {
        """
        \(SetupSteps(.key).html(say))
        \(isUnconfirmed ? ProblemList([FieldProblem("printed", unconfirmed)]).html(say) : nil)
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Names and notes are locked with this key. Without it nobody can ever read them again, not even from a backup."))</p>
        \(key.map { shown($0, say) } ?? elsewhere(say))
        <form method="post" action="/setup/key" data-once>
        \(token.html)
        <div class="field"><div class="choices" id="printed">\(Choice(name: "printed", value: "yes", label: say("The key is on paper, in a safe place"), isChosen: false).html)</div></div>
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Continue"))</button></div>
        </form>
        """
    }

    private func shown(_ key: PrintedKey, _ say: Speech) -> HTML {
        """
        <div class="panel"><p>\(Picture("key")) \(say("Root key"))</p><p><strong><bdi dir="ltr">\(key.text)</bdi></strong></p></div>
        <p>\(say("Print this page with your browser. After this step the key is not shown again."))</p>
        <p>\(say("The program reads it from the file \(key.file, "file"), which only its owner can open. Keep a copy of it apart from the copies of the data: both together open everything."))</p>
        """
    }

    private func elsewhere(_ say: Speech) -> HTML {
        """
        <div class="notice warn"><p>\(Picture("warning")) \(say("The key is shown on the hub's own machine only. Open this page there, or print the file of the key that lies beside the data."))</p></div>
        """
    }
}

/// A few settings that are asked on a page of their own.
struct SetupSettingsPage: Page {
    let step: Setup
    let token: FormToken
    let form: SettingsForm
    var problems: [FieldProblem] = []

    init(_ step: Setup, token: FormToken, form: SettingsForm, problems: [FieldProblem] = []) {
        (self.step, self.token, self.form, self.problems) = (step, token, form, problems)
    }

    static let samples = [
        SetupSettingsPage(.helper, token: FormToken("sample"), form: SettingsForm(Settings(hubName: ""), groups: [.helper], asksLanguages: false)),
        SetupSettingsPage(
            .mail, token: FormToken("sample"), form: SettingsForm(Settings(hubName: ""), groups: [.mail], asksLanguages: false),
            problems: [FieldProblem("mail_from", Message("Write an e-mail address, such as hub@example.org."))]),
    ]

    var title: Message { step == .helper ? Message("Whom can people call?") : Message("How do letters leave the hub?") }
    private var lead: Message {
        step == .helper
            ? Message("Someone with a name stands on every page, for whoever is stuck. It can be you.")
            : Message("The hub writes to people by e-mail. Whoever keeps your mail can tell you the server, or leave it empty and do it later.")
    }

    func body(_ say: Speech) -> HTML {
        """
        \(SetupSteps(step).html(say))
        \(ProblemList(problems).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say(lead))</p>
        <form method="post" \(.action("/setup/\(step.rawValue)")) data-once>
        \(token.html)
        \(form.groups.flatMap(\.fields).map { SettingLine(field: $0, form: form, problems: problems).html(say) })
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Continue"))</button></div>
        </form>
        """
    }
}

/// Whether mail leaves: what became of the test letter.
struct SetupLetterPage: Page {
    let token: FormToken
    let progress: LetterProgress?

    static let samples = [nil, .sent, .waiting(nil), .waiting(.connection), .stuck(.signIn)].map { SetupLetterPage(token: FormToken("sample"), progress: $0) }

    var title: Message { Message("Does mail leave the hub?") }

    func body(_ say: Speech) -> HTML {
        """
        \(SetupSteps(.letter).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("A test letter was written to your own address."))</p>
        \(progress.map { TestLetterNotice($0).html(say) })
        <p><a class="button" href="/setup/letter">\(Picture("undo")) \(say("Look again"))</a> <a class="button quiet" href="/setup/mail">\(say("Change the server"))</a></p>
        <form method="post" action="/setup/letter">\(token.html)
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Continue"))</button></div></form>
        """
    }
}

/// What the administrator does besides, and that nobody else is needed for it.
struct SetupRolesPage: Page {
    let token: FormToken
    let held: Set<Role>

    static let offered: Set<Role> = [.caseWorker, .coordinator, .officer]
    static let samples = [SetupRolesPage(token: FormToken("sample"), held: [.administrator, .coordinator])]

    var title: Message { Message("What else do you do here yourself?") }

    func body(_ say: Speech) -> HTML {
        """
        \(SetupSteps(.roles).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("One or two people can run a hub: a person may hold several roles, and finds everything on one desk."))</p>
        <div class="notice"><p>\(Picture("info")) \(say("No step here needs a third person. The data protection officer looks at who opened what: better not the person who works with the records. You can change it later."))</p></div>
        <form method="post" action="/setup/roles" data-once>
        \(token.html)
        <div class="field"><fieldset class="choices"><legend>\(say("Besides running the hub, I am"))</legend>
        \(Self.offered.sorted { $0.rawValue < $1.rawValue }.map { Choice(name: "roles", value: $0.rawValue, label: say($0.message), isChosen: held.contains($0)).html })
        </fieldset></div>
        <p>\(say("Is someone else here with you? \("Let them in", link: "/users") at any time: under \u{201C}Sign-ins\u{201D}."))</p>
        <div class="buttons"><button class="button main">\(Picture("arrow", turns: true)) \(say("Continue"))</button></div>
        </form>
        """
    }
}

/// The lists that the town has already.
struct SetupListsPage: Page {
    let token: FormToken
    /// Each with whether the reader may bring it in.
    let lists: [(list: ListImport, isOpen: Bool)]

    static var samples: [SetupListsPage] {
        func list(_ name: String, _ title: Message) -> ListImport {
            ListImport(name: name, title: title, fields: [], roles: [.caseWorker], purpose: .casework) { _, _, _, _, _, _ in ImportReport() }
        }
        return [SetupListsPage(token: FormToken("sample"), lists: [
            (list("households", Message("Bring in a list of households")), true), (list("volunteers", Message("Bring in a list of volunteers")), false)])]
    }

    var title: Message { Message("Bring in your first list") }

    func body(_ say: Speech) -> HTML {
        """
        \(SetupSteps(.lists).html(say))
        <h1>\(say(title))</h1>
        <p class="lead">\(say("A table saved as CSV is enough. Nothing is changed before you have seen what would happen. You can do this later, too."))</p>
        <ul class="cards">\(lists.map { entry($0.list, $0.isOpen, say) })</ul>
        <form method="post" action="/setup/lists">\(token.html)
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Finish and go to the desk"))</button></div></form>
        """
    }

    private func entry(_ list: ListImport, _ isOpen: Bool, _ say: Speech) -> HTML {
        isOpen
            ? "<li class=\"card\"><a \(.href("/imports/\(list.name)"))>\(Picture("document")) \(say(list.title))</a></li>"
            : "<li class=\"card\"><p>\(Picture("lock")) \(say(list.title))</p><p class=\"meta\">\(say("For the one who has this role: \(say.list(list.roles.map { say.plain($0.message) }.sorted()), "role")."))</p></li>"
    }
}
