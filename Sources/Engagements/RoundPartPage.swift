import Localization
import Markup
import Web

/// Makes a round for one part: which, and what that means for the rest.
struct RoundPartPage: Page {
    let token: FormToken
    let programs: [Program]
    let places: [Place]
    /// What was chosen, where it is none of these.
    var wrong: String?

    var title: Message { Message("A round for one part") }

    func body(_ say: Speech) -> HTML {
        let problem = FieldProblem("part", Message("Choose a program or a part of town."))
        return """
            <p><a href="/round">\(Picture("people")) \(say("Matching round"))</a></p>
            <h1>\(say(title))</h1>
            <p class="lead">\(say("Only the needs of this part are matched anew. What is proposed for all others stays as it is."))</p>
            <ul><li>\(say("Whoever offers help in several programs counts with the places that are left: a place that is proposed to somebody outside this part stays with them."))</li>
            <li>\(say("So a round for everything can help more than rounds for one part after another: what is best for a part need not be best for all."))</li>
            <li>\(say("By part of town, the needs of those who live there count. Whoever lives where the hub knows no place is in no such round."))</li></ul>
            \(ProblemList(wrong == nil ? [] : [problem]).html(say))
            <form method="post" action="/round" data-once>\(token.html)
            \(Select(name: "part", label: Message("For which part?"), options: options(say), chosen: wrong).html(say))
            <div class="buttons"><button class="button main">\(Picture("people")) \(say("Make the round"))</button>
            <a class="button" href="/round">\(say("Not now"))</a></div></form>
            """
    }

    /// Whether this part is one that can be chosen.
    func offers(_ part: RoundPart) -> Bool {
        switch part {
        case .program(let id): programs.contains { $0.id == id }
        case .district(let key): places.contains { $0.key == key }
        }
    }

    private func options(_ say: Speech) -> [Select.Option] {
        programs.map { option($0, say) } + places.map { Select.Option(RoundPart.district($0.key).text, $0.name) }
    }

    private func option(_ program: Program, _ say: Speech) -> Select.Option {
        let name = program.name.text(in: say.language)
        return Select.Option(RoundPart.program(program.id).text, name.text, language: name.language.tag)
    }

    static let samples = [
        RoundPartPage(token: FormToken("sample"), programs: [.sample], places: [Place(name: "North side", latitude: 1, longitude: 2)].compactMap(\.self)),
        RoundPartPage(token: FormToken("sample"), programs: [.sample], places: [], wrong: "program:gone"),
    ]
}
