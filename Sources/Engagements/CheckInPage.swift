import Identity
import Localization
import Markup
import Web

/// Four questions how it goes, each answered by a picture.
struct CheckInPage: Page {
    let token: FormToken
    let place: Entrance
    let form: CheckInForm
    let problems: [FieldProblem]
    /// Whether it was answered already; then nothing of the answers is shown.
    let isAnswered: Bool
    let isDesk: Bool
    /// At the desk: who is asked.
    var asked: String?
    let concern: Route?
    /// Whether the data of whoever is asked is kept and not used: then nothing is asked, and that something is wrong is said all the same.
    var rests = false

    static let samples = [
        CheckInPage(token: FormToken("sample"), place: Entrance("/check-ins/x", key: "y"), form: CheckInForm(), problems: [], isAnswered: false, isDesk: false, concern: "/concerns/new"),
        CheckInPage(token: FormToken("sample"), place: .desk("/check-ins/x"), form: CheckInForm(), problems: CheckInForm().problems, isAnswered: false, isDesk: true, asked: "Amira", concern: nil),
        CheckInPage(token: FormToken("sample"), place: Entrance("/check-ins/x", key: "y"), form: CheckInForm(), problems: [], isAnswered: true, isDesk: false, concern: "/concerns/new"),
        CheckInPage(token: FormToken("sample"), place: Entrance("/check-ins/x", key: "y"), form: CheckInForm(), problems: [], isAnswered: false, isDesk: false, concern: "/concerns/new", rests: true),
    ]

    var title: Message { rests ? Message("Nothing is asked for now") : isAnswered ? Message("Thank you for telling us") : Message("How are things?") }

    func body(_ say: Speech) -> HTML {
        rests ? resting(say) : isAnswered ? thanks(say) : questions(say)
    }

    private func resting(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("Your data is kept and not used at the moment, as you asked. So we do not ask how things are."))</p>
        <p>\(say("If you do not feel safe, tell us all the same: that is always read."))</p>
        \(ConcernLink(concern).html(say))
        """
    }

    private func thanks(_ say: Speech) -> HTML {
        """
        <h1>\(say(title))</h1>
        <p class="lead">\(say("We read every answer. If you asked for a talk, we call you."))</p>
        \(ConcernLink(concern).html(say))
        """
    }

    private func questions(_ say: Speech) -> HTML {
        """
        \(isDesk ? DeskNotice(asked: asked).html(say) : "")
        <h1>\(say(title))</h1>
        <p class="lead">\(say("The other side does not see your answers. The coordinator does."))</p>
        \(ProblemList(problems).html(say))
        <form method="post" \(.action(place.route("answer"))) data-once>\(token.html)
        \(group("going", Message("How is it going?"), [
            ("good", "heart", Message("Good")), ("so_so", "minus", Message("So-so")), ("not_good", "cross", Message("Not good"))], say))
        \(group("meeting", Message("Have you met as agreed?"), [
            ("yes", "check", Message("Yes")), ("sometimes", "clock", Message("Sometimes")), ("no", "cross", Message("No"))], say))
        \(group("safe", Message("Do you feel safe and respected?"), [("yes", "shield", Message("Yes")), ("no", "warning", Message("No"))], say))
        \(group("talk", Message("Do you want to talk to us?"), [("yes", "phone", Message("Yes, call me")), ("no", "check", Message("No, thank you"))], say))
        <div class="field"><label for="words">\(say("Anything else? You need not write."))</label>
        <textarea id="words" name="words" dir="auto" rows="4">\(form.words)</textarea></div>
        \(isDesk ? InterpreterChoice(isChosen: form.isInterpreted).html(say) : "")
        <div class="buttons"><button class="button main">\(Picture("check")) \(say("Send my answers"))</button></div>
        </form>
        \(ConcernLink(concern).html(say))
        """
    }

    private func group(_ name: String, _ question: Message, _ choices: [(value: String, picture: String, words: Message)], _ say: Speech) -> HTML {
        """
        <div class="field" \(.id(name))><fieldset class="choices"><legend>\(say(question))</legend>
        \(problems.first(name).map { "<p class=\"problem\">\(Picture("warning")) \(say($0))</p>" as HTML })
        \(choices.map { Choice(name: name, value: $0.value, label: "\(Picture($0.picture)) \(say($0.words))", isChosen: form.chosen(name) == $0.value, isRadio: true).html })
        </fieldset></div>
        """
    }
}

/// The answers as they are sent.
struct CheckInForm: Sendable {
    var going = "", meeting = "", safe = "", talk = "", words = ""
    var isInterpreted = false

    init() {}
    init(_ fields: Fields) {
        (going, meeting, safe, talk) = (fields["going"], fields["meeting"], fields["safe"], fields["talk"])
        (words, isInterpreted) = (String(fields["words"].prefix(4000)), fields["interpreted"] == "yes")
    }

    func chosen(_ name: String) -> String {
        switch name {
        case "going": going
        case "meeting": meeting
        case "safe": safe
        default: talk
        }
    }

    /// Nil where a question has no answer.
    var answers: CheckInAnswers? {
        guard let going = CheckInAnswers.Going(rawValue: going), let meeting = CheckInAnswers.Meeting(rawValue: meeting),
              ["yes", "no"].contains(safe), ["yes", "no"].contains(talk) else { return nil }
        return CheckInAnswers(going: going, meeting: meeting, isSafe: safe == "yes", wantsTalk: talk == "yes")
    }

    var problems: [FieldProblem] {
        let isMissing = [
            "going": CheckInAnswers.Going(rawValue: going) == nil, "meeting": CheckInAnswers.Meeting(rawValue: meeting) == nil,
            "safe": !["yes", "no"].contains(safe), "talk": !["yes", "no"].contains(talk),
        ]
        return ["going", "meeting", "safe", "talk"].filter { isMissing[$0] == true }.map { FieldProblem($0, Message("Choose one of the pictures.")) }
    }
}
