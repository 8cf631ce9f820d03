import Localization
import Markup
import Web

/// One question of an offer, with what was answered before.
struct QuestionPage: Page {
    let token: FormToken
    let question: Question
    let answers: Answers
    let problems: [FieldProblem]
    let roles: [VolunteerRole]
    let languages: [Language]
    /// The code for coming back, as it is read.
    let code: String

    static let samples: [QuestionPage] = Question.allCases.map { question in
        QuestionPage(
            token: FormToken("sample"), question: question,
            answers: Answers(["given_name": ["Tom"], "roles": ["mentor"], "times": ["2-evening"], "language1": ["arb"], "level1": ["fluent"]]),
            problems: question.fields.prefix(1).map { FieldProblem($0, Message("Write your first name.")) },
            roles: [.sample], languages: [.english, "ar"], code: "1234 5678 9012 3456")
    }

    var title: Message { question.message }

    func body(_ say: Speech) -> HTML {
        """
        <div class="steps"><p>\(say("Question \(question.number, "number") of \(Question.allCases.count, "count")"))</p>
        <progress \(.value(String(question.number))) \(.max(Question.allCases.count)) \(.label(say.plain("How far you are")))></progress></div>
        <h1>\(say(title))</h1>
        \(ProblemList(problems).html(say))
        <form method="post" \(.action("/volunteer/question/\(question.rawValue)")) data-once>
        \(token.html)
        \(QuestionFields(page: self, say: say).html)
        <div class="buttons"><button class="button main" name="go" value="on">\(Picture("arrow", turns: true)) \(say("Continue"))</button>
        <button class="button" name="go" value="back">\(say("Back", context: "question"))</button></div>
        \(otherLanguages(say))
        </form>
        \(pause(say))
        """
    }

    /// Buttons of the same form, so that what was just typed is kept.
    private func otherLanguages(_ say: Speech) -> HTML? {
        let others = languages.filter { $0 != say.language }
        guard !others.isEmpty else { return nil }
        return """
            <details class="filters"><summary>\(Picture("globe")) \(say("Keep my answers and read on in another language"))</summary>
            <div class="buttons">\(others.map { language in
                """
                <button class="button" name="lang" \(.value(language.tag)) \(.lang(language.tag)) \(.dir(language.direction))><bdi>\(language.name)</bdi></button>
                """ as HTML
            })</div></details>
            """
    }

    private func pause(_ say: Speech) -> HTML {
        """
        <details class="filters"><summary>\(Picture("clock")) \(say("Stop now and come back later"))</summary>
        <p>\(say("Your answers are kept for sixty days. On this device you simply come back to this page."))</p>
        <p>\(say("On another one, write down this code:"))</p>
        <p><strong><bdi dir="ltr">\(code)</bdi></strong></p>
        </details>
        """
    }
}
