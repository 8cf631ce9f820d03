import Accounts
import House
import Identity
import Localization
import Markup
import Web

/// A sealed note to write, and who will be able to read it.
struct NoteFormPage: Page {
    let token: FormToken
    let person: PersonID, name: String
    /// Makes the same form sent twice one note.
    let id: NoteID
    /// Those who read the others, and so this one, too.
    let readers: [NamedReader]
    /// Who can be named, where nobody reads yet.
    let holders: [NamedReader]
    let form: NoteForm
    /// Who reads and who can be named as this page shows it, and what is otherwise than the form that was sent had shown it.
    var seen = SeenReaders(Fields()), change: ReaderChange?
    let problems: [FieldProblem]

    static let samples = [
        NoteFormPage(token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad", id: ID(high: 1, low: 1), readers: [NamedReader(user: ID(high: 1, low: 1), name: "Iryna Bondar")],
                     holders: [], form: NoteForm(), problems: []),
        NoteFormPage(token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad", id: ID(high: 1, low: 1), readers: [],
                     holders: [NamedReader(user: ID(high: 1, low: 1), name: "Iryna Bondar")], form: NoteForm(), problems: NoteForm().problems + [.noReader]),
        NoteFormPage(token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad", id: ID(high: 1, low: 1), readers: [NamedReader(user: ID(high: 1, low: 1), name: "Iryna Bondar")],
                     holders: [], form: NoteForm(), change: .sample, problems: [NoteProblem.readersChanged, .alreadySealed].map { FieldProblem("words", $0.message) }),
        NoteFormPage(token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad", id: ID(high: 1, low: 1), readers: [], holders: [], form: NoteForm(), problems: []),
    ]

    var title: Message { Message("Write a sealed note") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say("A sealed note about \(name, "name")"))</h1>
        \(readers.isEmpty && holders.isEmpty ? nobody(say) : writing(say))
        """
    }

    private func nobody(_ say: Speech) -> HTML {
        """
        <div class="notice warn"><p>\(Picture("key")) \(say("Nobody here has a key for sealed notes yet. Whoever is to read them makes one under \("My Tessera", link: "/my"); then you can write."))</p></div>
        """
    }

    private func writing(_ say: Speech) -> HTML {
        """
        <p class="lead">\(say("Write what someone must know to protect this person, and no more. You can't open it again yourself, unless you are one of those who can read it."))</p>
        \(ProblemList(problems).html(say))
        \(change?.html(say))
        <form method="post" \(.action("/persons/\(person.text)/protection")) data-once>\(token.html)\(seen.html)
        <input type="hidden" name="note" \(.value(id.text))>
        <div class="field"><label for="words">\(say("What must be known"))</label>
        \(problems.first("words").map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        <textarea id="words" name="words" dir="auto" rows="8" autocomplete="off">\(form.words)</textarea></div>
        \(readers.isEmpty ? ReaderChoice(holders: holders, chosen: form.readers, problem: problems.first("readers")).html(say)
            : "<p id=\"readers\">\(Picture("eye")) \(say("These people will be able to read it, and nobody else: \(say.list(readers.map(\.name)), "names")."))</p>")
        <div class="buttons"><button class="button main">\(Picture("lock")) \(say("Seal it"))</button></div></form>
        """
    }
}

/// Who can read the sealed notes about someone, for one who can.
struct ReadersPage: Page {
    let token: FormToken
    let person: PersonID, name: String
    let holders: [NamedReader]
    let chosen: Set<UserID>
    var seen = SeenReaders(Fields()), change: ReaderChange?
    /// How many notes are not sealed to the one who looks, and so stay as they are; who can open one of them.
    var closed = 0, closedReaders: [String] = []
    let problems: [FieldProblem]

    static let samples: [ReadersPage] = {
        func page(_ change: ReaderChange?, closed: Int, _ names: [String], _ problem: FieldProblem) -> ReadersPage {
            ReadersPage(
                token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad",
                holders: [NamedReader(user: ID(high: 1, low: 1), name: "Iryna Bondar"), NamedReader(user: ID(high: 1, low: 2), name: "Grace Okafor")], chosen: [ID(high: 1, low: 1)],
                change: change, closed: closed, closedReaders: names, problems: [problem])
        }
        return [page(nil, closed: 0, [], .noReader), page(.sample, closed: 1, ["Daniel Reyes"], FieldProblem("readers", NoteProblem.readersChanged.message)), page(nil, closed: 2, [], .noReader)]
    }()

    var title: Message { Message("Who can read the sealed notes") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say("Who can read the sealed notes about \(name, "name")"))</h1>
        <p class="lead">\(say("The notes are sealed anew to those you choose. Whoever you add reads all that you can read. Whoever you take out opens nothing from now on; what they have read, they have read."))</p>
        \(ProblemList(problems).html(say))
        \(change?.html(say))
        \(closed == 0 ? nil : notice(say))
        <form method="post" \(.action("/persons/\(person.text)/protection/readers")) data-once>\(token.html)\(seen.html)
        \(ReaderChoice(holders: holders, chosen: chosen, problem: problems.first("readers")).html(say))
        <p>\(say("Only colleagues who have made a key under \u{201C}My Tessera\u{201D} stand here."))</p>
        \(SealingKeyField(problem: problems.first(SealingKeyField.name)).html(say))
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Seal the notes anew"))</button></div></form>
        """
    }
}

extension ReadersPage {
    /// What the one who looks can't open, they can't seal anew: whoever they take out reads it as before.
    private func notice(_ say: Speech) -> HTML {
        """
        <div class="notice warn"><p>\(Picture("lock")) \(say(closed, one: "One more note is not sealed to you. Nothing changes about it: whoever reads it goes on reading it, also someone whom you take out here.",
            other: "\(closed, "count") more notes are not sealed to you. Nothing changes about them: whoever reads them goes on reading them, also someone whom you take out here."))</p>
        <p>\(closedReaders.isEmpty ? say("Nobody who works here can open them now.") : say("To change who reads them, ask: \(say.list(closedReaders), "names")."))</p></div>
        """
    }
}

/// Those who have a key, to choose from.
struct ReaderChoice: Sendable {
    let holders: [NamedReader]
    let chosen: Set<UserID>
    let problem: Message?

    func html(_ say: Speech) -> HTML {
        """
        <div class="field"><fieldset class="choices" id="readers"><legend>\(say("Who can read it"))</legend>
        \(problem.map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        \(holders.map { Choice(name: "readers", value: $0.user.text, label: "<bdi>\($0.name)</bdi>", isChosen: chosen.contains($0.user)).html })</fieldset></div>
        """
    }
}
