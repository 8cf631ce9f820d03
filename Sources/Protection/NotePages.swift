import Accounts
import Foundation
import House
import Identity
import Localization
import Markup
import Web

/// That there are sealed notes about someone, who reads them, and where that is done.
struct NotesPage: Page {
    struct Item: Sendable {
        let day: Day, writer: String?
        /// Sealed to the one who looks, and not read by them.
        let isNew: Bool
    }
    let token: FormToken
    let person: PersonID, name: String
    let readers: [String]
    let items: [Item]
    /// Whether the one who looks was named to read, and can with the key they have now.
    let isNamed: Bool, canOpen: Bool
    let problems: [FieldProblem]

    static let samples = [
        NotesPage(token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad", readers: ["Iryna Bondar", "Grace Okafor"],
                  items: [Item(day: Day(number: 20_778), writer: "Grace Okafor", isNew: true), Item(day: Day(number: 20_770), writer: nil, isNew: false)],
                  isNamed: true, canOpen: true, problems: [FieldProblem("key", Message("The password is wrong."))]),
        NotesPage(token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad", readers: [], items: [Item(day: Day(number: 20_778), writer: "Grace Okafor", isNew: false)],
                  isNamed: true, canOpen: false, problems: []),
        NotesPage(token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad", readers: [], items: [], isNamed: false, canOpen: false, problems: []),
    ]

    var title: Message { Message("Sealed notes") }
    func windowTitle(_ say: Speech) -> String { say.plain(title) }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say("Sealed notes about \(name, "name")"))</h1>
        \(ProblemList(problems).html(say))
        <p class="lead">\(say("What this person must be protected from, such as violence, threats or traffickers. Only those who are named can open it: no administrator, and nobody who takes the machine or a backup."))</p>
        \(standing(say))
        \(canOpen ? opening(say) : nil)
        <ul class="timeline">\(items.map { item($0, say) })</ul>
        <p><a class="button" \(.href("/persons/\(person.text)/protection/new"))>\(Picture("pen")) \(say("Write a sealed note"))</a></p>
        """
    }

    private func standing(_ say: Speech) -> HTML {
        if items.isEmpty { return "<div class=\"empty\">\(Picture("lock"))<p>\(say("There is none."))</p></div>" }
        if readers.isEmpty {
            return "<div class=\"notice bad\"><p>\(Picture("warning")) \(say("Nobody who works here can open them now: those who could have left, or have another key. If an administrator opens the sign-in of one of them again, they can name others."))</p></div>"
        }
        return """
            <p>\(say(items.count, one: "There is one note.", other: "There are \(items.count, "count") notes.")) \(say("Who can read: \(say.list(readers), "names")."))</p>
            \(isNamed && !canOpen ? "<div class=\"notice warn\"><p>\(Picture("key")) \(say("They were sealed to a key that you do not have any more. Ask one of those named to let you read again."))</p></div>" : "")
            """
    }

    private func opening(_ say: Speech) -> HTML {
        """
        <form class="panel" method="post" \(.action("/persons/\(person.text)/protection/reading"))>\(token.html)
        \(SealingKeyField(problem: problems.first(SealingKeyField.name)).html(say))
        <p>\(say("That you opened them is recorded, and shown to the person; what stands in them is not."))</p>
        <div class="buttons"><button class="button main">\(Picture("eye")) \(say("Open the notes"))</button>
        <a class="button" \(.href("/persons/\(person.text)/protection/readers"))>\(Picture("people")) \(say("Change who can read them"))</a></div></form>
        """
    }

    private func item(_ item: Item, _ say: Speech) -> HTML {
        """
        <li><p><strong><bdi>\(say.day(item.day))</bdi></strong> \(item.writer.map { say("Written by \($0, "name").") })
        \(item.isNew ? "<span class=\"tag warn\">\(say("New for you"))</span>" : "")</p></li>
        """
    }
}

/// The notes about someone, opened.
struct OpenNotesPage: Page {
    struct Item: Sendable { let id: NoteID, day: Day, writer: String?, words: String? }
    let token: FormToken
    let person: PersonID, name: String
    let items: [Item]

    static let samples = [OpenNotesPage(
        token: FormToken("sample"), person: ID(high: 1, low: 1), name: "Amal Haddad",
        items: [Item(id: ID(high: 1, low: 1), day: Day(number: 20_778), writer: "Grace Okafor", words: "Her brother looks for her."), Item(id: ID(high: 1, low: 2), day: Day(number: 20_770), writer: nil, words: nil)])]

    var title: Message { Message("Sealed notes") }

    func body(_ say: Speech) -> HTML {
        """
        <h1>\(say("Sealed notes about \(name, "name")"))</h1>
        <p class="lead">\(say("Read them, then leave this page. They can't be shown again without your password."))</p>
        \(items.enumerated().map { article($1, number: $0 + 1, say) })
        <p><a class="button" \(.href("/persons/\(person.text)/protection"))>\(Picture("lock")) \(say("Close the notes"))</a></p>
        """
    }

    private func article(_ item: Item, number: Int, _ say: Speech) -> HTML {
        """
        <section class="panel" \(.labelledBy("note-\(number)"))><h2 \(.id("note-\(number)"))>\(say("Note \(String(number), "number"), of \(say.day(item.day), "day")"))</h2>
        \(item.writer.map { "<p>\(say("Written by \($0, "name")."))</p>" as HTML })
        \(item.words.map { "<p class=\"own-words\" dir=\"auto\">\($0)</p>" as HTML } ?? "<p>\(say("This one is not sealed to your key."))</p>")
        \(item.words == nil ? "" : """
            <details><summary>\(say("It is not needed any more"))</summary><p>\(say("Then let it go: what is not there can't come out. It can't be brought back."))</p>
            <form method="post" \(.action("/persons/\(person.text)/protection/\(item.id.text)/removal"))>\(token.html)
            <button class="button danger">\(Picture("cross")) \(say("Let this note go"))</button></form></details>
            """)</section>
        """
    }
}
